import { expect, it } from 'vitest';
import { HeldTurns } from '../../../../../src/engine/client/traffic/pacing/held-turns.ts';

function heldTurns(): { held: HeldTurns; missed: number[] } {
  const missed: number[] = [];
  const held = new HeldTurns(8, (slot) => missed.push(slot));
  return { held, missed };
}

it('misses a slot once every socket was looked at, and not before', () => {
  const { held, missed } = heldTurns();
  held.hold(3);
  // It may have been held while sockets were read: it is the look-round after that one that counts.
  held.nextRound();
  expect(missed).toEqual([]);
  held.nextRound();
  expect(missed).toEqual([3]);
  expect(held.release(3)).toBe(false);
  held.nextRound();
  expect(missed).toEqual([3]);
});

it('does not miss a slot that was answered in time', () => {
  const { held, missed } = heldTurns();
  held.hold(1);
  held.hold(2);
  held.nextRound();
  expect(held.release(1)).toBe(true);
  expect(held.release(1)).toBe(false);
  held.nextRound();
  expect(missed).toEqual([2]);
});

it('gives a slot that is held anew a look-round of its own', () => {
  const { held, missed } = heldTurns();
  held.hold(5);
  held.nextRound();
  held.release(5);
  held.hold(5);
  held.nextRound();
  expect(missed).toEqual([]);
  held.nextRound();
  expect(missed).toEqual([5]);
});

it('holds a slot whose turn comes again from its first turn on', () => {
  const { held, missed } = heldTurns();
  held.hold(0);
  held.nextRound();
  held.hold(0);
  held.hold(7);
  held.nextRound();
  expect(missed).toEqual([0]);
  held.nextRound();
  expect(missed).toEqual([0, 7]);
});

it('is empty when nobody waits any more', () => {
  const { held } = heldTurns();
  expect(held.isEmpty).toBe(true);
  held.hold(4);
  expect(held.isEmpty).toBe(false);
  held.nextRound();
  held.nextRound();
  expect(held.isEmpty).toBe(true);
});
