import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds since the traffic began. */
export type TimeMs = number;

/** The time of a scenario. Both ways to wait reject when the traffic is over. */
export interface Timeline {
  now(): TimeMs;
  until(time: TimeMs): Promise<void>;
  pause(durationMs: number): Promise<void>;
}

export function startTimeline(signal: AbortSignal): Timeline {
  const startMs = performance.now();
  const now = (): TimeMs => performance.now() - startMs;
  const pause = async (durationMs: number): Promise<void> => {
    await sleep(Math.max(0, durationMs), undefined, { signal });
  };
  return { now, pause, until: (time) => pause(time - now()) };
}
