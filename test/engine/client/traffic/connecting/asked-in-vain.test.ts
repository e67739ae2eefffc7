import { expect, it } from 'vitest';
import { AskedInVain } from '../../../../../src/engine/client/traffic/connecting/asked-in-vain.ts';
import { SynTimes } from '../../../../../src/engine/client/traffic/connecting/syn-times.ts';
import { Connection } from '../../../../../src/engine/client/traffic/connections/connection.ts';
import type { Dial } from '../../../../../src/engine/client/traffic/connections/dial.ts';

const ENDPOINT = { host: '127.0.0.1', port: 1, family: 4 } as const;

function dial(askedMs: number, retransmits = 0): Dial {
  const channel = {
    local: '127.0.0.1:40000',
    host: '',
    send: (): boolean => true,
    abandon: (): boolean => false,
    close: (): void => undefined,
    sawOther: false,
    retransmits: (): number => retransmits,
  };
  const source = undefined;
  return { channel, endpoint: ENDPOINT, source, beganMs: askedMs, askedMs, first: 0, tried: 0 };
}

/** Dials under way, of which the last is answered; when the client asked in vain last, in ms. */
function askedInVainMs(dials: readonly Dial[], answeredMs: number, systemTells: boolean): number {
  const connection = new Connection(0, 0, ENDPOINT, undefined);
  for (const one of dials) connection.dial(one);
  const last = dials.at(-1);
  if (last === undefined) throw new Error('expected a dial');
  new AskedInVain(new SynTimes(0), systemTells).answered(connection, last, answeredMs);
  connection.established(last, answeredMs);
  return (connection.state(Infinity, '').askedInVainNs ?? NaN) / 1e6;
}

it.each([
  ['answered at once', [dial(500)], 501, 0],
  ['answered late, and asked once', [dial(500)], 1800, 0],
  ['answered the second time', [dial(500, 1)], 1501, 500],
  ['answered the third time', [dial(500, 2)], 3501, 1500],
  ['answered while another was not', [dial(500), dial(600)], 601, 500],
  ['answered while one was asked later', [dial(700), dial(500)], 701, 0],
  ['answered while another had asked twice', [dial(500), dial(1900)], 1901, 1500],
] as const)('a connection that was %s', (_, dials, answeredMs, vainMs) => {
  expect(askedInVainMs(dials, answeredMs, true)).toBe(vainMs);
});

it.each([
  [501, 0],
  [1399, 0],
  [1501, 500],
  [3501, 1500],
])('goes by the time where the system does not tell: answered at %d ms', (answeredMs, vainMs) => {
  expect(askedInVainMs([dial(500)], answeredMs, false)).toBe(vainMs);
});

it('counts all SYNs of what came to nothing', () => {
  const connection = new Connection(0, 0, ENDPOINT, undefined);
  const vain = new AskedInVain(new SynTimes(0), true);
  const vainMs = (): number => (connection.state(Infinity, '').askedInVainNs ?? NaN) / 1e6;
  expect(vainMs()).toBe(0);
  vain.failed(connection, dial(0), 1);
  // 0 would say that the first was answered.
  expect(vainMs()).toBe(1e-6);
  vain.failed(connection, dial(2000), 3500);
  expect(vainMs()).toBe(3000);
  vain.failed(connection, dial(2100), 2101);
  expect(vainMs()).toBe(3000);
});
