import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ctrafficProgram } from '../../src/cli/ctraffic/program.ts';
import { parseGoInteger } from '../../src/cli/shared/flags/go-integer.ts';
import { holdsFor } from '../support/property.ts';
import { runCli } from '../support/run-cli.ts';
import { fakeWorld } from '../support/traffic-world.ts';

const WORDS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['1', 't', 'T', 'true', 'TRUE', 'True'].map((word) => [word, true])),
  ...Object.fromEntries(['0', 'f', 'F', 'false', 'FALSE', 'False'].map((word) => [word, false])),
};

const PREFIXES = [
  [2, '0b'],
  [8, '0o'],
  [8, '0'],
  [10, ''],
  [16, '0x'],
] as const;

describe('a whole number', () => {
  it('is read in each of Go’s bases, with a sign and with _ between digits', () =>
    holdsFor(
      fc.record({
        value: fc.maxSafeNat(),
        base: fc.constantFrom(...PREFIXES),
        capital: fc.boolean(),
        sign: fc.constantFrom('', '+', '-'),
        gap: fc.nat(6),
      }),
      ({ value, base: [base, prefix], capital, sign, gap }) => {
        const digits = value.toString(base);
        const at = gap === 0 || gap >= digits.length ? 0 : gap;
        const spaced = at === 0 ? digits : `${digits.slice(0, at)}_${digits.slice(at)}`;
        const text = `${prefix}${spaced}`;
        const found = parseGoInteger(`${sign}${capital ? text.toUpperCase() : text}`);
        expect(found).toBe(sign === '-' && value !== 0 ? -value : value);
        return Promise.resolve();
      },
    ));

  it.each([
    '',
    '-',
    '0x',
    '08',
    '1.5',
    '1e3',
    ' 1',
    '1 ',
    '_1',
    '1_',
    '1__0',
    '0b2',
    'x',
    '٣',
    '9007199254740993',
  ])('%j is none', (text) => {
    expect(parseGoInteger(text)).toBeUndefined();
  });

  it('of other text is none, and nothing is thrown', () =>
    holdsFor(fc.string({ unit: 'binary' }), (text) => {
      const value = parseGoInteger(text);
      if (value !== undefined) expect(Number.isSafeInteger(value)).toBe(true);
      return Promise.resolve();
    }));
});

describe('flags', () => {
  it('say the same with one dash or two, with = or without, and the last one counts', () =>
    holdsFor(
      fc.array(
        fc.record({
          dashes: fc.constantFrom('-', '--'),
          joined: fc.boolean(),
          nconn: fc.integer({ min: 1, max: 1e6 }),
          word: fc.constantFrom(...Object.keys(WORDS)),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      async (given) => {
        const argv = given.flatMap(({ dashes, joined, nconn, word }) => [
          ...(joined ? [`${dashes}nconn=${nconn}`] : [`${dashes}nconn`, String(nconn)]),
          `${dashes}reconnect=${word}`,
        ]);
        const world = fakeWorld();
        await runCli((io) => ctrafficProgram(io, world), argv);
        const last = given.at(-1);
        expect(world.clients).toMatchObject([
          { connections: last?.nconn, reconnect: WORDS[last?.word ?? ''] },
        ]);
      },
    ));

  it('of any words lead to a run, or to one line and 2', () =>
    holdsFor(
      fc.array(
        fc.oneof(
          fc.constantFrom('-nconn', '-rate=', '-udp', '-timeout', '--', '-', '-stats', '1', '1s'),
          fc.string({ maxLength: 8 }),
        ),
        { minLength: 1, maxLength: 5 },
      ),
      async (argv) => {
        const { code, stderr } = await runCli((io) => ctrafficProgram(io, fakeWorld()), argv);
        if (code === 0) expect(stderr).toBe('');
        else expect({ code, lines: stderr.match(/\n/g)?.length }).toEqual({ code: 2, lines: 1 });
      },
      300,
    ));
});
