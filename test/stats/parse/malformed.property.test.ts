import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_COLUMNS, StatsError } from '../../../src/stats/index.ts';
import { StatsParser } from '../../../src/stats/parse/stats-parser.ts';
import type { Run } from '../../../src/stats/index.ts';
import { IS_FULL } from '../../support/full.ts';

const CASES = IS_FULL ? 100_000 : 20_000;
/** However slow the machine is. */
const LIMIT_MS = 900_000;

const SEED_TEXT = JSON.stringify({
  Started: '2026-11-22T09:05:53.4458486Z',
  Duration: 14999263579,
  Rate: 500,
  Connections: 2,
  Latency: { P50: 1 },
  ConnStats: [
    { Started: 374000, Connect: 8314185, Ended: 3246526279, Err: 'EOF', Local: 'a:1', Host: 'h-é' },
    { Started: 594155, Connect: 0, Ended: -9223372036854775808, Err: '', Sent: 42, Client: 1 },
  ],
  Samples: [{ Time: 1000355573, Sent: 20, Received: 20, Dropped: 0 }],
  Unknown: [{ a: [1, -2.5e3, null, true] }, '\u{1f600}\\"'],
});
const SEED = new TextEncoder().encode(SEED_TEXT);

/** Bytes that JSON is sensitive to. */
const bytes = fc.oneof(
  fc.constantFrom(...new TextEncoder().encode('{}[]":,\\ux0123456789-+.eE \n\0')),
  fc.integer({ min: 0, max: 255 }),
);

const edit = fc.record({
  at: fc.nat({ max: SEED.length }),
  remove: fc.constantFrom(0, 1, 2, 20),
  insert: fc.oneof(
    fc.array(bytes, { maxLength: 3 }),
    fc
      .constantFrom('{}', '[1]', '"x"', '-0', '1e5', 'null', '{"a":[]}', '"\\ud800"', '[[[[')
      .map((text) => [...new TextEncoder().encode(text)]),
  ),
});

function edited(edits: readonly { at: number; remove: number; insert: number[] }[]): Uint8Array {
  return edits.reduce<Uint8Array>((before, { at, remove, insert }) => {
    const tail = before.subarray(at + remove);
    const after = new Uint8Array(Math.min(at, before.length) + insert.length + tail.length);
    after.set(before.subarray(0, at));
    after.set(insert, after.length - tail.length - insert.length);
    after.set(tail, after.length - tail.length);
    return after;
  }, SEED);
}

/** The run, or the message of its error; anything but a `StatsError` goes through. */
function outcome(text: Uint8Array, pieceSize: number, partial: boolean): Run | string {
  const parser = new StatsParser({ source: 'f', columns: ALL_COLUMNS });
  try {
    for (let at = 0; at < text.length; at += pieceSize) {
      parser.push(text.subarray(at, at + pieceSize));
    }
    return parser.finish({ partial });
  } catch (error) {
    if (error instanceof StatsError) return error.message;
    throw error;
  }
}

function isJson(text: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
    return true;
  } catch {
    return false;
  }
}

describe('malformed statistics', () => {
  it(
    `never do anything but give one clear line (${CASES} cases)`,
    () => {
      let errors = 0;
      fc.assert(
        fc.property(
          fc.array(edit, { minLength: 1, maxLength: 3 }),
          fc.constantFrom(1, 17, 4096),
          fc.boolean(),
          (edits, pieceSize, partial) => {
            const result = outcome(edited(edits), pieceSize, partial);
            if (typeof result !== 'string') return;
            errors++;
            if (!/^f: (byte \d+: )?\$.*: expected .+, found .+$/.test(result))
              throw new Error(result);
          },
        ),
        { numRuns: CASES, seed: 1 },
      );
      expect(errors).toBeGreaterThan(CASES / 2);
    },
    LIMIT_MS,
  );

  it(
    'are found, whatever the pieces, at the same place',
    () => {
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
          const text = edited(edits);
          const inOne = outcome(text, text.length, false);
          const inMany = outcome(text, 3, false);
          if (typeof inOne !== 'string') {
            expect(inMany).not.toBeTypeOf('string');
            return;
          }
          // What follows the fault may not be there yet, so the finding can be shorter.
          const place = (message: unknown): unknown =>
            typeof message === 'string' ? message.replace(/, found .*$/s, '') : message;
          expect(place(inMany)).toBe(place(inOne));
        }),
        { numRuns: CASES / 20, seed: 1 },
      );
    },
    LIMIT_MS,
  );

  it(
    'are refused wherever JSON.parse refuses them',
    () => {
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 2 }), (edits) => {
          const text = edited(edits);
          const result = outcome(text, 4096, false);
          // Text that nobody keeps is not decoded: there alone bad UTF-8 goes by.
          const isUtf8 = !new TextDecoder().decode(text).includes('\ufffd');
          if (isUtf8 && !isJson(text)) expect(result).toBeTypeOf('string');
        }),
        { numRuns: CASES / 5, seed: 1 },
      );
    },
    LIMIT_MS,
  );
});
