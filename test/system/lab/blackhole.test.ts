import { describe, expect, it } from 'vitest';
import { CLIENT_DEFAULTS } from '../../../src/engine/light.ts';
import { connectionRows, type ConnectionRow } from '../../../src/stats/index.ts';
import { NO_LAB, runLab, type LabResult } from '../../support/lab.ts';

const CLIENTS = 80;
const FROM_MS = 1500;
/** For connections to come back with the original's timers, and the last seconds in which none is begun. */
const AFTER_MS = 4500;
const NS_PER_MS = 1e6;
const REPLY_TIMEOUT_NS = CLIENT_DEFAULTS.replyTimeoutMs * NS_PER_MS;

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

/** What the rows of each client that lost its connection say about the outage. */
function outagesOf({ run }: LabResult): Bounds[] {
  const all = [...connectionRows(run.connections)].sort((a, b) => a.startedNs - b.startedNs);
  return Array.from({ length: CLIENTS }, (_, client) => client).flatMap((client) => {
    const rows = all.filter((row) => row.client === client);
    const at = rows.findIndex(({ err, received }) => err !== '' && received > 0);
    const before = rows[at];
    const heard = rows.findIndex(({ received }, index) => index > at && received > 0);
    const next = rows[heard];
    if (before === undefined || next === undefined) return [];
    return [boundsBetween(before, next, rows.slice(at + 1, heard))];
  });
}

function boundsBetween(
  { lastReceivedNs = 0, endedNs, cause }: ConnectionRow,
  next: ConnectionRow,
  unheard: readonly ConnectionRow[],
): Bounds {
  const asked = [next, ...unheard].map(({ askedInVainNs = 0 }) => askedInVainNs);
  // When the packet was sent that was not answered, at the latest.
  const missedNs = endedNs - (cause === 'timeout' ? REPLY_TIMEOUT_NS : 0);
  return {
    lowNs: Math.max(0, Math.max(...asked) - missedNs),
    highNs: next.connectNs - lastReceivedNs,
  };
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
