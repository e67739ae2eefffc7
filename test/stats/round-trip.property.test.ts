import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { connectionRows, parseStats, sampleRows, writeStats } from '../../src/stats/index.ts';
import { connection, header, optional, sample } from './arbitrary-rows.ts';

it('what is written is read again, in pieces of any size', async () => {
  await fc.assert(
    fc.asyncProperty(
      header,
      fc.array(connection, { maxLength: 5 }),
      fc.array(sample, { maxLength: 3 }),
      fc.option(optional, { nil: undefined }),
      fc.integer({ min: 1, max: 300 }),
      async (runHeader, rows, samples, extra, pieceSize) => {
        const connections = rows.map((row) => ({ ...row, ...extra }));
        const parts = { header: runHeader, connections, samples };
        const bytes = new TextEncoder().encode([...writeStats(parts)].join(''));
        const pieces = [];
        for (let at = 0; at < bytes.length; at += pieceSize) {
          pieces.push(bytes.subarray(at, at + pieceSize));
        }
        const run = await parseStats(pieces);
        expect(run.header).toEqual(runHeader);
        expect([...connectionRows(run.connections)]).toEqual(connections);
        expect([...sampleRows(run.samples)]).toEqual(samples);
        expect(JSON.parse([...writeStats(parts)].join(''))).toMatchObject({ Sent: runHeader.sent });
      },
    ),
    { numRuns: 1000, seed: 1 },
  );
});
