import { setImmediate as afterRound } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { HeldTurns } from '../../../../src/engine/client/traffic/held-turns.ts';

function heldTurns(): { held: HeldTurns; missed: number[] } {
  const missed: number[] = [];
  const held = new HeldTurns(8, (slot) => missed.push(slot));
  onTestFinished(() => {
    held.stop();
  });
  return { held, missed };
}

it('misses a slot once every socket was looked at, and not before', async () => {
  const { held, missed } = heldTurns();
  held.hold(3);
  // An immediate may follow a look-round that began before: it is the one after it that counts.
  await afterRound();
  expect(missed).toEqual([]);
  await afterRound();
  expect(missed).toEqual([3]);
  expect(held.release(3)).toBe(false);
  await afterRound();
  expect(missed).toEqual([3]);
});

it('does not miss a slot that was answered in time', async () => {
  const { held, missed } = heldTurns();
  held.hold(1);
  held.hold(2);
  await afterRound();
  expect(held.release(1)).toBe(true);
  expect(held.release(1)).toBe(false);
  await afterRound();
  expect(missed).toEqual([2]);
});

it('gives a slot that is held anew a look-round of its own', async () => {
  const { held, missed } = heldTurns();
  held.hold(5);
  await afterRound();
  held.release(5);
  held.hold(5);
  await afterRound();
  expect(missed).toEqual([]);
  await afterRound();
  expect(missed).toEqual([5]);
});

it('holds a slot whose turn comes again from its first turn on', async () => {
  const { held, missed } = heldTurns();
  held.hold(0);
  await afterRound();
  held.hold(0);
  held.hold(7);
  await afterRound();
  expect(missed).toEqual([0]);
  await afterRound();
  expect(missed).toEqual([0, 7]);
});

it('tells nothing after it was stopped', async () => {
  const { held, missed } = heldTurns();
  held.hold(4);
  held.stop();
  await afterRound();
  await afterRound();
  expect(missed).toEqual([]);
});
