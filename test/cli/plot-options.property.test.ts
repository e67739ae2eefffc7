import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseConnectionsTable, parseThroughputTable } from '../../src/cli/plot/data-table.ts';
import { parseTerminal } from '../../src/cli/plot/terminal-option.ts';
import { RunError, UsageError } from '../../src/cli/shared/errors.ts';

const HEADING = 'Time Active New Failed Connecting';
const count = fc.integer({ min: 0, max: 0xffffffff });

it('a table of connections comes back as it was', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(count, count, count, count), { minLength: 1, maxLength: 50 }),
      fc.constantFrom(0.1, 0.25, 1, 2, 60),
      fc.constantFrom('\n', '\r\n', '\n\n'),
      (rows, widthS, ending) => {
        const lines = rows.map((row, i) => `${(i + 0.5) * widthS} ${row.join(' ')}`);
        const table = parseConnectionsTable([HEADING, ...lines, ''].join(ending), 'x');
        expect(table.length).toBe(rows.length);
        expect(table.widthNs).toBeCloseTo(widthS * 1e9, -1);
        expect(table.startNs).toBeCloseTo(0, -1);
        expect([...table.active]).toEqual(rows.map(([active]) => active));
        expect([...table.lost]).toEqual(rows.map(([, , lost]) => lost));
        expect([...table.connecting]).toEqual(rows.map(([, , , connecting]) => connecting));
      },
    ),
  );
});

it('whatever a table holds, it is read or refused in one line', () => {
  const word = fc.oneof(
    fc.constantFrom('Time', 'Throughput', '1.5', '2.5', '-1', 'NaN', '1e999', '0x10', '\u0000'),
    fc.string({ maxLength: 5 }),
  );
  const text = fc
    .array(fc.array(word, { maxLength: 6 }), { maxLength: 6 })
    .map((lines) => lines.map((words) => words.join(' ')).join('\n'));
  fc.assert(
    fc.property(
      text,
      fc.constantFrom('', `${HEADING}\n`, 'Time Throughput\n'),
      fc.constantFrom(parseConnectionsTable, parseThroughputTable),
      (body, heading, parse) => {
        try {
          parse(heading + body, 'table.txt');
        } catch (error) {
          expect(error).toBeInstanceOf(RunError);
          expect((error as Error).message).toMatch(/^table\.txt: line \d+: expected .*, found .*$/);
        }
      },
    ),
    { numRuns: 500 },
  );
});

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
