import { expect, it } from 'vitest';
import { Connection } from '../../../../../src/engine/client/traffic/connections/connection.ts';
import { RetransmitWatch } from '../../../../../src/engine/client/traffic/connections/retransmit-watch.ts';

const ENDPOINT = { host: '::1', port: 1, family: 6 } as const;

/** Connections, some of them gone, whose channels say how often they were asked. */
function connections(count: number): { slots: (Connection | undefined)[]; asked: number[] } {
  const asked = Array.from({ length: count }, () => 0);
  const slots = asked.map((_, slot) => {
    const connection = new Connection(slot, 0, ENDPOINT, undefined);
    connection.dial(ENDPOINT, {
      local: '',
      host: '',
      send: () => true,
      abandon: () => false,
      close: () => undefined,
      retransmits: () => {
        asked[slot] = (asked[slot] ?? 0) + 1;
        return 3;
      },
    });
    return connection;
  });
  return { slots, asked };
}

it('asks each connection once a second, some at a time', () => {
  const { slots, asked } = connections(100);
  const watch = new RetransmitWatch(slots);
  let found = 0;
  for (let ms = 0; ms <= 1000; ms += 50) {
    found += watch.ask(ms);
    expect(asked.reduce((a, b) => a + b)).toBe(ms / 10);
  }
  expect(new Set(asked)).toEqual(new Set([1]));
  expect(found).toBe(300);
  // What is known already is not found again.
  expect(watch.ask(1100)).toBe(0);
  expect(asked.reduce((a, b) => a + b)).toBe(110);
});

it('does not make up for a stall, and says when it has something to do', () => {
  const { slots, asked } = connections(100);
  slots[3] = undefined;
  const watch = new RetransmitWatch(slots);
  expect(watch.nextMs).toBe(100);
  watch.ask(30_000);
  expect(asked.reduce((a, b) => a + b)).toBe(9);
  expect(watch.nextMs).toBe(30_100);
  watch.ask(30_100);
  expect(asked.reduce((a, b) => a + b)).toBe(19);
});

it('asks a single connection every second', () => {
  const { slots, asked } = connections(1);
  const watch = new RetransmitWatch(slots);
  for (let ms = 0; ms < 5500; ms += 10) watch.ask(ms);
  expect(asked).toEqual([5]);
});
