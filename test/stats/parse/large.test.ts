import { constants } from 'node:buffer';
import { expect, it } from 'vitest';
import { parseStats } from '../../../src/stats/index.ts';

it('reads more text than a string can hold', async () => {
  const encoder = new TextEncoder();
  const rowsPerPiece = 500;
  const row = `{"Started":1,"Ended":3,"Err":"EOF","Padding":"${'x'.repeat(4000)}"},`;
  const piece = encoder.encode(row.repeat(rowsPerPiece));
  const pieces = Math.ceil(constants.MAX_STRING_LENGTH / piece.length) + 1;
  const file = function* (): Generator<Uint8Array> {
    yield encoder.encode('{"Duration":5,"ConnStats":[');
    for (let i = 0; i < pieces; i++) yield piece;
    yield encoder.encode('{"Started":1}]}');
  };
  const { connections } = await parseStats(file(), { columns: ['lost'] });
  expect(connections.length).toBe(pieces * rowsPerPiece + 1);
  expect(connections.lost.at(-2)).toBe(1);
  expect(connections.lost.at(-1)).toBe(0);
});
