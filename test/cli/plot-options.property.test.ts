import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTerminal } from '../../src/cli/plot/terminal-option.ts';
import { UsageError } from '../../src/cli/shared/errors.ts';

it('whatever --terminal holds, it is understood or refused in one line', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'svg',
      'png',
      'dumb',
      'size',
      '800,400',
      '80',
      '24',
      'dynamic',
      'qt',
      '__proto__',
    ),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), (words) => {
      try {
        const { kind, size } = parseTerminal(words.join(' '));
        expect([undefined, 'svg', 'png', 'txt']).toContain(kind);
        if (size !== undefined) expect(size.width * size.height).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        expect((error as Error).message).toMatch(/^--terminal: expected /);
      }
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['svg size 800,400 dynamic', { kind: 'svg', size: { width: 800, height: 400 }, dynamic: true }],
  ['pngcairo size 10 , 20', { kind: 'png', size: { width: 10, height: 20 }, dynamic: false }],
  ['dumb', { kind: 'txt', dynamic: false }],
  ['dumb 100 30', { kind: 'txt', size: { width: 100, height: 30 }, dynamic: false }],
  ['dumb size 100,30', { kind: 'txt', size: { width: 100, height: 30 }, dynamic: false }],
])('--terminal=%s', (text, wish) => {
  expect(parseTerminal(text)).toEqual({ ...wish, notes: [] });
});
