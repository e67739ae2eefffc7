import { constants } from 'node:os';
import type { StopSignal, TrafficWorld } from './world.ts';

const STOP_SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM'];

/** What a shell adds to a signal's number. */
const EXIT_BY_SIGNAL = 128;

export interface StopSignals {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** Signals do again what they did before. */
  readonly release: () => void;
}

/** The first SIGINT or SIGTERM asks to stop, the second leaves at once. */
export function stopSignals(
  { signals, leave }: Pick<TrafficWorld, 'signals' | 'leave'>,
  beforeLeaving: () => void = () => undefined,
): StopSignals {
  const controller = new AbortController();
  const handlers = STOP_SIGNALS.map((name) => ({
    name,
    handler: () => {
      if (!controller.signal.aborted) {
        controller.abort();
        return;
      }
      beforeLeaving();
      leave(EXIT_BY_SIGNAL + constants.signals[name]);
    },
  }));
  for (const { name, handler } of handlers) signals.on(name, handler);
  return {
    signal: controller.signal,
    release: () => {
      for (const { name, handler } of handlers) signals.off(name, handler);
    },
  };
}
