import { describe, expect, it } from 'vitest';
import { AttemptPace } from '../../../../../src/engine/client/traffic/connecting/attempt-pace.ts';
import type { Dial } from '../../../../../src/engine/client/traffic/connections/dial.ts';

const CHANNEL = {
  local: '',
  host: '',
  send: (): boolean => true,
  abandon: (): boolean => false,
  close: (): void => undefined,
  sawOther: false,
  retransmits: (): number => 0,
};

function dial(beganMs: number): Dial {
  const endpoint = { host: '127.0.0.1', port: 1, family: 4 } as const;
  const source = undefined;
  return { channel: CHANNEL, endpoint, source, beganMs, askedMs: beganMs, first: 0, tried: 0 };
}

describe('one attempt after another', () => {
  it('begins some time after the one before it failed', () => {
    const pace = new AttemptPace({ clients: 1 });
    expect(pace.overlaps).toBe(false);
    pace.begun(0, 5000);
    expect(pace.dueMs(0)).toBe(Infinity);
    pace.failed(0, 1, 5100);
    expect(pace.dueMs(0)).toBe(5200);
    pace.take(0);
    pace.begun(0, 5201);
    pace.failed(0, 2, 6000);
    expect(pace.dueMs(0)).toBe(6200);
  });
});

it('waits longer after connections without an echo, as after attempts that failed', () => {
  const pace = new AttemptPace({ clients: 1 });
  expect(pace.unheard(0, 1, 1000)).toBe(1100);
  expect(pace.unheard(0, 1, 2000)).toBe(2200);
  pace.failed(0, 1, 3000);
  expect(pace.dueMs(0)).toBe(3300);
  // The one that failed, and the one that was not heard.
  expect(pace.unheard(0, 2, 4000)).toBe(4400);
  expect(pace.unheard(0, 1, 5000)).toBe(5500);
  pace.heard(0);
  expect(pace.unheard(0, 1, 6000)).toBe(6100);
});

describe('attempts that overlap', () => {
  it('begin evenly, however late each is', () => {
    const pace = new AttemptPace({ clients: 1, retryEveryMs: 100 });
    expect(pace.overlaps).toBe(true);
    pace.begun(0, 1000);
    for (const [lateMs, nextMs] of [
      [1108, 1200],
      [1201, 1300],
      // Much too late: those that were missed are not made up for.
      [1450, 1550],
    ] as const) {
      pace.take(0);
      expect(pace.dueMs(0)).toBe(Infinity);
      pace.begun(0, lateMs);
      expect(pace.dueMs(0)).toBe(nextMs);
    }
  });

  it('are not put off because others failed', () => {
    const pace = new AttemptPace({ clients: 1, retryEveryMs: 100 });
    pace.begun(0, 1000);
    pace.failed(0, 7, 1001);
    expect(pace.dueMs(0)).toBe(1100);
    pace.take(0);
    pace.failed(0, 7, 1101);
    expect(pace.dueMs(0)).toBe(1201);
    expect(pace.unheard(0, 7, 1200)).toBe(1300);
  });

  it('begin anew with the next connection', () => {
    const pace = new AttemptPace({ clients: 1, retryEveryMs: 100 });
    pace.begun(0, 1000);
    pace.clear(0);
    pace.begun(0, 1010);
    expect(pace.dueMs(0)).toBe(1110);
    pace.take(0);
    pace.clear(0);
    pace.begun(0, 1120);
    expect(pace.dueMs(0)).toBe(1220);
  });

  it('make room for a ninth when the oldest has had its time', () => {
    const pace = new AttemptPace({ clients: 1, retryEveryMs: 10 });
    const dials = [40, 10, 20, 30, 50, 60, 70].map(dial);
    expect(pace.surplus(dials)).toBeUndefined();
    const oldest = pace.surplus([...dials, dial(80)]);
    if (oldest === undefined) throw new Error('expected one too many');
    expect(oldest.beganMs).toBe(10);
    expect(pace.waitsFor(0, oldest, 90)).toBe(true);
    expect(pace.dueMs(0)).toBe(260);
    expect(pace.waitsFor(0, oldest, 260)).toBe(false);
  });
});
