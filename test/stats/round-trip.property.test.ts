import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  connectionRows,
  parseStats,
  sampleRows,
  writeStats,
  type ConnectionRow,
  type JsonValue,
  type RunHeader,
  type SampleRow,
} from '../../src/stats/index.ts';

const count = fc.integer({ min: 0, max: 0xffff_ffff });
const timeNs = fc.oneof(fc.integer({ min: 0, max: 600e9 }), fc.maxSafeNat());
const address = fc.constantFrom('', '10.0.0.1:5003', '[1000::1]:5003', '172.20.0.2:46094');
/** Any text of whole characters, but for the two marks that stand for addresses in errors. */
const text = fc
  .string({ unit: 'binary', maxLength: 12 })
  .filter((value) => !/\{(local|remote)\}/.test(value));

const connection: fc.Arbitrary<ConnectionRow> = fc
  .record({
    startedNs: timeNs,
    connectNs: timeNs,
    endedNs: fc.oneof(timeNs, fc.constant(Infinity)),
    sent: count,
    received: count,
    dropped: count,
    retransmits: count,
    local: address,
    remote: address,
    host: text,
    text,
    quotes: fc.boolean(),
  })
  .map(({ text: err, quotes, ...row }) => ({
    ...row,
    err: quotes ? `read tcp ${row.local}->${row.remote}: ${err}` : err,
  }));

const sample: fc.Arbitrary<SampleRow> = fc.record({
  timeNs,
  sent: count,
  received: count,
  dropped: count,
});

const header: fc.Arbitrary<RunHeader> = fc.record(
  {
    started: text,
    durationNs: timeNs,
    rateKBps: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((rate) => rate + 0),
    connections: count,
    packetSizeBytes: count,
    failedConnections: count,
    sent: count,
    received: count,
    dropped: count,
    retransmits: count,
    failedConnects: count,
    version: text.filter((value) => value !== ''),
    stopped: text.filter((value) => value !== ''),
    config: fc
      .jsonValue()
      .filter((value) => value !== null)
      .map((value) => JSON.parse(JSON.stringify(value)) as JsonValue),
  },
  {
    requiredKeys: [
      'started',
      'durationNs',
      'rateKBps',
      'connections',
      'packetSizeBytes',
      'failedConnections',
      'sent',
      'received',
      'dropped',
      'retransmits',
      'failedConnects',
    ],
  },
);

const optional = fc.record({
  client: fc.integer({ min: 0, max: 0x7fff_ffff }),
  firstReceivedNs: timeNs,
  lastReceivedNs: timeNs,
  cause: fc.constantFrom('eof', 'reset', 'timeout'),
  attempts: count,
});

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
