import * as fc from 'fast-check';
import type { ConnectionRow, JsonValue, RunHeader, SampleRow } from '../../src/stats/index.ts';

const count: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0xffff_ffff });
const timeNs: fc.Arbitrary<number> = fc.oneof(fc.integer({ min: 0, max: 600e9 }), fc.maxSafeNat());
const address = fc.constantFrom(
  '',
  '10.0.0.1:5003',
  '[1000::1]:5003',
  '172.20.0.2:46094',
  '<\\>"\u2028:1',
);
/** Any text of whole characters, but for the two marks that stand for addresses in errors. */
const text = fc
  .string({ unit: 'binary', maxLength: 12 })
  .filter((value) => !/\{(local|remote)\}/.test(value));

/** A connection with the original's fields alone. */
export const connection: fc.Arbitrary<ConnectionRow> = fc
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

/** A sample with the original's fields alone. */
export const sample: fc.Arbitrary<SampleRow> = fc.record({
  timeNs,
  sent: count,
  received: count,
  dropped: count,
});

export const header: fc.Arbitrary<RunHeader> = fc.record(
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

/** Our own fields of a connection. */
export const optional: fc.Arbitrary<
  Required<
    Pick<ConnectionRow, 'client' | 'firstReceivedNs' | 'lastReceivedNs' | 'cause' | 'attempts'>
  >
> = fc.record({
  client: fc.integer({ min: 0, max: 0x7fff_ffff }),
  firstReceivedNs: timeNs,
  lastReceivedNs: timeNs,
  cause: fc.constantFrom('eof', 'reset', 'timeout'),
  attempts: count,
});

/** Our own fields of a sample. */
export const sampleExtras: fc.Arbitrary<Partial<SampleRow>> = fc.record(
  {
    active: count,
    connecting: count,
    lost: count,
    retransmits: count,
    rttP50Ns: timeNs,
    rttP99Ns: timeNs,
    rttMaxNs: timeNs,
    late: count,
  },
  { requiredKeys: [] },
);
