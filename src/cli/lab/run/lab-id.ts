import { randomInt } from 'node:crypto';
import type { LabRecords } from '../../../lab/index.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const LENGTH = 4;

/** An id that no lab has. */
export function drawIdFor(records: LabRecords): string {
  const taken = new Set(records.list().map(({ id }) => id));
  for (;;) {
    const id = drawId();
    if (!taken.has(id)) return id;
  }
}

export function drawId(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
