import { describe, expect, it } from 'vitest';
import { findOutages } from '../../../src/analyze/index.ts';
import { NO_LAB, runLab, type LabResult } from '../../support/lab.ts';

const CLIENTS = 80;
const FROM_MS = 1500;
/** For connections to come back with the original's timers, and the last seconds in which none is begun. */
const AFTER_MS = 4500;
const NS_PER_MS = 1e6;

interface Bounds {
  readonly lowNs: number;
  readonly highNs: number;
}

/** A run with a black hole of so many milliseconds, and what is known of it. */
async function blackhole(forMs: number, ...more: readonly string[]): Promise<LabResult> {
  const times = ['--from', `${FROM_MS}ms`, '--for', `${forMs}ms`];
  const load = ['--nconn', `${CLIENTS}`, '--rate', '800'];
  const length = ['--timeout', `${FROM_MS + forMs + AFTER_MS}ms`];
  return runLab('blackhole', ...times, ...load, ...length, '--mode', 'ipv4', ...more);
}

/** How long no packet came through: the rules were changed some time within each event. */
function truthOf({ events }: LabResult): Bounds {
  const [begin, end] = ['block', 'unblock'].map((verb) => {
    const event = events.find((known) => known.verb === verb);
    const tookMs = Number(/\(took (\d+) ms\)$/.exec(event?.text ?? '')?.[1]);
    const fromNs = event?.timeNs ?? NaN;
    return { fromNs, toNs: fromNs + tookMs * NS_PER_MS };
  });
  if (begin === undefined || end === undefined) throw new Error('expected two events');
  return { lowNs: end.fromNs - begin.toNs, highNs: end.toNs - begin.fromNs };
}

/** What is known of the outage of each client that was hit. */
function outagesOf({ run, events }: LabResult): Bounds[] {
  const { length, leastNs, mostNs } = findOutages(run, { events }).clientOutages;
  return Array.from({ length }, (_, row) => ({
    lowNs: leastNs[row] as number,
    highNs: mostNs[row] as number,
  }));
}

/** Share of the outages that hold the truth. */
function shareThatHolds(outages: readonly Bounds[], truth: Bounds): number {
  const hold = outages.filter(
    ({ lowNs, highNs }) => lowNs <= truth.highNs && highNs >= truth.lowNs,
  );
  return hold.length / outages.length;
}

function widestMs(outages: readonly Bounds[]): number {
  return Math.max(...outages.map(({ lowNs, highNs }) => (highNs - lowNs) / NS_PER_MS));
}

const OFF = ['--retry-every', '0s'] as const;
const ON = ['--retry-every', '100ms'] as const;

// A machine that others keep busy asks late.
const TRIES = { retry: 2 };

describe.skipIf(NO_LAB !== '')(`an outage whose truth is known${NO_LAB}`, TRIES, () => {
  it.each([
    [1300, 'none'],
    [2600, 'none'],
    [4100, 'none'],
    [1300, 'reset'],
    [2600, 'unreachable'],
  ] as const)('is within what the client knows of it: %d ms, answer %s', async (forMs, answer) => {
    const runs = [OFF, ON].map(async (retry) => {
      return { retry, result: await blackhole(forMs, '--answer', answer, ...retry) };
    });
    for (const { retry, result } of await Promise.all(runs)) {
      const outages = outagesOf(result);
      const truth = truthOf(result);
      const name = `${retry.join(' ')} ${JSON.stringify({ truth, outages: outages.slice(0, 3) })}`;
      expect(outages, name).toHaveLength(CLIENTS);
      expect(shareThatHolds(outages, truth), name).toBeGreaterThanOrEqual(0.95);
      // Without overlap a SYN is sent again after a second; there is the packet interval besides.
      expect(widestMs(outages), name).toBeLessThanOrEqual(retry === ON ? 250 : 1500);
    }
  });
});
