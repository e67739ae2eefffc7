import { describe, expect, it } from 'vitest';
import type { Loss } from '../../src/stats/index.ts';
import { createMonitor } from '../../src/cli/ctraffic/monitor/create-monitor.ts';
import { disturbanceLine } from '../../src/cli/ctraffic/monitor/disturbance-line.ts';
import {
  DisturbanceWatch,
  type LiveDisturbance,
} from '../../src/analyze/disturbances/disturbance-watch.ts';
import type { Monitor } from '../../src/cli/ctraffic/monitor/monitor.ts';
import { statusLine } from '../../src/cli/ctraffic/monitor/status-line.ts';
import type { Io } from '../../src/cli/shared/program/io.ts';
import { runStatus } from '../support/traffic-world.ts';

function loss(seconds: number, changes: Partial<Loss> = {}): Loss {
  return { timeNs: seconds * 1e9, client: 0, host: 'pod-a', err: 'EOF', cause: 'eof', ...changes };
}

describe('disturbances', () => {
  it('begin with a loss, and end where none comes for a while', () => {
    const watch = new DisturbanceWatch(2e9);
    expect(watch.current).toBeUndefined();
    expect(watch.add(loss(12.3))).toBeUndefined();
    expect(watch.add(loss(12.5, { host: 'pod-b', cause: 'reset' }))).toBeUndefined();
    // Another thread tells later what happened before.
    expect(watch.add(loss(12.2))).toBeUndefined();
    expect(watch.over(14.5e9)).toBeUndefined();
    expect(watch.current).toMatchObject({ lost: 3 });
    expect(watch.over(14.6e9)).toEqual({
      beganNs: 12.2e9,
      endedNs: 12.5e9,
      lost: 3,
      hosts: new Map([
        ['pod-a', 2],
        ['pod-b', 1],
      ]),
      causes: new Map([
        ['eof', 2],
        ['reset', 1],
      ]),
    });
    expect(watch.over(15e9)).toBeUndefined();
  });

  it('are told when the next one begins, or the run ends', () => {
    const watch = new DisturbanceWatch(1e9);
    watch.add(loss(1));
    expect(watch.add(loss(3))).toMatchObject({ beganNs: 1e9, lost: 1 });
    expect(watch.finish()).toMatchObject({ beganNs: 3e9, lost: 1 });
    expect(watch.finish()).toBeUndefined();
  });

  const lines: readonly (readonly [string, Record<string, number>, Record<string, number>])[] = [
    ['12.3 s: lost 30 connections in 0.2 s (pod-a 30), reset', { 'pod-a': 30 }, { reset: 30 }],
    ['12.3 s: lost 1 connection (host unknown 1), timeout', { '': 1 }, { timeout: 1 }],
    [
      '12.3 s: lost 20 connections in 0.2 s (d 8, b 5, c 5, 1 other 2), reset 15, eof 5',
      { a: 2, b: 5, c: 5, d: 8 },
      { eof: 5, reset: 15 },
    ],
    [
      '12.3 s: lost 5 connections in 0.2 s (a 1, b 1, c 1, 2 others 2), eof',
      { a: 1, b: 1, c: 1, d: 1, e: 1 },
      { eof: 5 },
    ],
    ['12.3 s: lost 4 connections (a 4), reset', { a: 4 }, { reset: 4 }],
    ['12.3 s: lost 1 connection (\ufffd[2J 1), other', { '\x1b[2J': 1 }, { other: 1 }],
  ];

  it.each(lines)('%s', (line, hosts, causes) => {
    const lost = Object.values(hosts).reduce((sum, n) => sum + n, 0);
    const disturbance: LiveDisturbance = {
      beganNs: 12.3e9,
      endedNs: lost === 1 || lost === 4 ? 12.34e9 : 12.5e9,
      lost,
      hosts: new Map(Object.entries(hosts)),
      causes: new Map(Object.entries(causes)),
    };
    expect(disturbanceLine(disturbance)).toBe(line);
  });
});

describe('the line of a terminal', () => {
  const full = { width: 200, colour: false };

  it.each([
    [{}, '0:59 left  400 active  1 lost  0 connecting  400 KB/s  p99 1.2 ms'],
    [
      { remainingNs: 61.2e9, receivedKBps: 9.876, rttP99Ns: 120_000, failedConnections: 0 },
      '1:02 left  400 active  0 lost  0 connecting  9.9 KB/s  p99 0.12 ms',
    ],
    [
      { remainingNs: 3725e9, rttP99Ns: 1.5e9, testerLate: true },
      '1:02:05 left  400 active  1 lost  0 connecting  400 KB/s  p99 1.50 s  tester late',
    ],
    [{ remainingNs: -5, rttP99Ns: 0 }, '0:00 left  400 active  1 lost  0 connecting  400 KB/s'],
  ])('%j', (changes, line) => {
    expect(statusLine(runStatus(changes), full)).toBe(line);
  });

  it('says what is going on', () => {
    const watch = new DisturbanceWatch(1e9);
    watch.add(loss(12.34));
    expect(statusLine(runStatus(), { ...full, disturbance: watch.current })).toMatch(
      / {2}losing since 12\.3 s: 1$/,
    );
  });

  it('fits, whatever the width; what matters most stays longest', () => {
    const status = runStatus({ testerLate: true });
    for (let width = 0; width < 100; width++) {
      expect(statusLine(status, { width, colour: false }).length).toBeLessThanOrEqual(width);
    }
    expect(statusLine(status, { width: 50, colour: false })).toBe(
      '0:59 left  400 active  1 lost  0 connecting',
    );
    expect(statusLine(status, { width: 20, colour: false })).toBe('400 active  1 lost');
    expect(statusLine(status, { width: 4, colour: true })).toBe('400 ');
  });

  it('colours what is bad, without taking more room', () => {
    const status = runStatus({ connecting: 2, testerLate: true });
    const coloured = statusLine(status, { width: 80, colour: true });
    expect(coloured).toContain('\x1b[31m1 lost\x1b[0m');
    expect(coloured).toContain('\x1b[33m2 connecting\x1b[0m');
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(
      statusLine(status, { width: 80, colour: false }),
    );
    const calm = runStatus({ failedConnections: 0 });
    expect(statusLine(calm, { width: 80, colour: true })).not.toContain('\x1b');
  });
});

interface Shown {
  readonly monitor: Monitor;
  /** What was written since it was asked last. */
  readonly written: () => string;
}

function shown(
  isTTY: boolean,
  env: Readonly<Record<string, string>>,
  isWanted = true,
  columns = 40,
): Shown {
  let text = '';
  const stderr = {
    write: (data: string | Uint8Array) => (text += String(data)),
    isTTY,
    columns,
  };
  const io: Io = { stdin: (async function* () {})(), stdout: stderr, stderr, env };
  return {
    monitor: createMonitor({ isWanted, name: 'ctraffic', quietNs: 2e9 }, io),
    written: () => {
      const all = text;
      text = '';
      return all;
    },
  };
}

const ERASE = '\r\x1b[K';
const LINE = '0:59 left  400 active  1 lost';

describe('the monitor', () => {
  it.each([
    ['no terminal', false, {}],
    ['a terminal that cannot erase', true, { TERM: 'dumb' }],
  ])('%s: the original’s lines', (_, isTTY, env) => {
    const { monitor, written } = shown(isTTY, env);
    monitor.status(runStatus());
    monitor.loss(loss(1));
    monitor.notice('descriptors run out');
    monitor.finish();
    expect(written()).toBe(
      'Conn act/fail/connecting: 400/1/0, Packets send/rec/dropped: 2391/2390/0\n' +
        'ctraffic: descriptors run out\n',
    );
  });

  it('nobody asked for: words alone', () => {
    const { monitor, written } = shown(true, {}, false);
    monitor.status(runStatus());
    monitor.loss(loss(1));
    monitor.notice('a\x1b[2J\nb');
    monitor.finish();
    expect(written()).toBe('ctraffic: a\ufffd[2J b\n');
  });

  it('a terminal: one line that is drawn anew, and gone at the end', () => {
    const { monitor, written } = shown(true, { NO_COLOR: '1' });
    monitor.notice('the first word');
    expect(written()).toBe('ctraffic: the first word\n');
    monitor.status(runStatus());
    expect(written()).toBe(`${ERASE}${LINE}`);
    monitor.notice('descriptors run out');
    expect(written()).toBe(`${ERASE}ctraffic: descriptors run out\n${ERASE}${LINE}`);
    monitor.finish();
    expect(written()).toBe(ERASE);
    monitor.finish();
    monitor.notice('the last word');
    expect(written()).toBe('ctraffic: the last word\n');
  });

  it('a terminal that was not told its size: as wide as they usually are', () => {
    const { monitor, written } = shown(true, { NO_COLOR: '1' }, true, 0);
    monitor.status(runStatus());
    expect(written()).toContain(LINE);
  });

  it('a terminal: a line that stays for each disturbance', () => {
    const { monitor, written } = shown(true, { NO_COLOR: '1' });
    monitor.status(runStatus());
    monitor.loss(loss(1.5));
    monitor.status(runStatus({ timeNs: 2e9 }));
    written();
    monitor.status(runStatus({ timeNs: 4e9 }));
    const first = '1.5 s: lost 1 connection (pod-a 1), eof';
    expect(written()).toBe(`${ERASE}${first}\n${ERASE}${LINE}`);
    monitor.loss(loss(5));
    monitor.loss(loss(9));
    expect(written()).toBe(`${ERASE}5.0 s: lost 1 connection (pod-a 1), eof\n${ERASE}${LINE}`);
    monitor.finish();
    expect(written()).toBe(`${ERASE}9.0 s: lost 1 connection (pod-a 1), eof\n`);
  });

  it('colours unless NO_COLOR says otherwise', () => {
    for (const [env, colours] of [
      [{}, true],
      [{ NO_COLOR: '' }, true],
      [{ NO_COLOR: '1' }, false],
    ] as const) {
      const { monitor, written } = shown(true, env);
      monitor.status(runStatus());
      expect(written().includes('\x1b[31m')).toBe(colours);
    }
  });
});
