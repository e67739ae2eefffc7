import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseCounts } from '../../../src/plot/charts/connections/parse-counts.ts';
import { parseThroughput } from '../../../src/plot/charts/throughput/parse-throughput.ts';
import { StatsError } from '../../../src/stats/index.ts';

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
        const table = parseCounts([HEADING, ...lines, ''].join(ending), 'x');
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
      fc.constantFrom(parseCounts, parseThroughput),
      (body, heading, parse) => {
        try {
          parse(heading + body, 'table.txt');
        } catch (error) {
          expect(error).toBeInstanceOf(StatsError);
          expect((error as Error).message).toMatch(/^table\.txt: line \d+: expected .*, found .*$/);
        }
      },
    ),
    { numRuns: 500 },
  );
});
