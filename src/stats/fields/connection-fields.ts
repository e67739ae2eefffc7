import type { ConnectionColumn, RunHeader, SampleExtras } from '../run/run.ts';

/**
 * What a field of the file may hold, and how it is kept:
 * `time` ns, 0 or more; `end` ns, negative = never ended; `count` uint32; `slot` from 0, -1 = absent;
 * `rate` any number from 0; `text`; `json` anything.
 */
export type FieldKind = 'time' | 'end' | 'count' | 'slot' | 'rate' | 'text' | 'json';

export interface Field<Name extends string = string> {
  /** The key in the file. */
  readonly key: string;
  /** The property or column in memory. */
  readonly name: Name;
  readonly kind: FieldKind;
  /** Left out of the file where it is empty: the original's `omitempty`, and all of our own fields. */
  readonly optional?: true;
}

/** The run's own fields, in the original's order; our optional ones follow. */
export const HEADER_FIELDS: readonly Field<keyof RunHeader>[] = [
  { key: 'Started', name: 'started', kind: 'text' },
  { key: 'Duration', name: 'durationNs', kind: 'time' },
  { key: 'Rate', name: 'rateKBps', kind: 'rate' },
  { key: 'Connections', name: 'connections', kind: 'count' },
  { key: 'PacketSize', name: 'packetSizeBytes', kind: 'count' },
  { key: 'FailedConnections', name: 'failedConnections', kind: 'count' },
  { key: 'Sent', name: 'sent', kind: 'count' },
  { key: 'Received', name: 'received', kind: 'count' },
  { key: 'Dropped', name: 'dropped', kind: 'count' },
  { key: 'Retransmits', name: 'retransmits', kind: 'count' },
  { key: 'FailedConnects', name: 'failedConnects', kind: 'count' },
  { key: 'Version', name: 'version', kind: 'text', optional: true },
  { key: 'Config', name: 'config', kind: 'json', optional: true },
  { key: 'Stopped', name: 'stopped', kind: 'text', optional: true },
  { key: 'Latency', name: 'latency', kind: 'json', optional: true },
  { key: 'Datagrams', name: 'datagrams', kind: 'json', optional: true },
  { key: 'Tester', name: 'tester', kind: 'json', optional: true },
];

export const CONNECTIONS_KEY = 'ConnStats';
export const SAMPLES_KEY = 'Samples';

/** One connection's fields, in the original's order; our optional ones follow. */
export const CONNECTION_FIELDS: readonly Field<ConnectionColumn>[] = [
  { key: 'Started', name: 'startedNs', kind: 'time' },
  { key: 'Connect', name: 'connectNs', kind: 'time' },
  { key: 'Ended', name: 'endedNs', kind: 'end' },
  { key: 'Err', name: 'err', kind: 'text' },
  { key: 'Sent', name: 'sent', kind: 'count' },
  { key: 'Received', name: 'received', kind: 'count' },
  { key: 'Dropped', name: 'dropped', kind: 'count' },
  { key: 'Retransmits', name: 'retransmits', kind: 'count' },
  { key: 'Local', name: 'local', kind: 'text' },
  { key: 'Remote', name: 'remote', kind: 'text' },
  { key: 'Host', name: 'host', kind: 'text', optional: true },
  { key: 'Client', name: 'client', kind: 'slot', optional: true },
  { key: 'FirstReceived', name: 'firstReceivedNs', kind: 'time', optional: true },
  { key: 'LastReceived', name: 'lastReceivedNs', kind: 'time', optional: true },
  { key: 'Cause', name: 'cause', kind: 'text', optional: true },
  { key: 'Attempts', name: 'attempts', kind: 'count', optional: true },
];

export type SampleColumn = 'timeNs' | 'sent' | 'received' | 'dropped' | keyof SampleExtras;

/** One sample's fields, in the original's order; our optional ones follow. */
export const SAMPLE_FIELDS: readonly Field<SampleColumn>[] = [
  { key: 'Time', name: 'timeNs', kind: 'time' },
  { key: 'Sent', name: 'sent', kind: 'count' },
  { key: 'Received', name: 'received', kind: 'count' },
  { key: 'Dropped', name: 'dropped', kind: 'count' },
  { key: 'Active', name: 'active', kind: 'count', optional: true },
  { key: 'Connecting', name: 'connecting', kind: 'count', optional: true },
  { key: 'Lost', name: 'lost', kind: 'count', optional: true },
  { key: 'Retransmits', name: 'retransmits', kind: 'count', optional: true },
  { key: 'RttP50', name: 'rttP50Ns', kind: 'time', optional: true },
  { key: 'RttP99', name: 'rttP99Ns', kind: 'time', optional: true },
  { key: 'RttMax', name: 'rttMaxNs', kind: 'time', optional: true },
  { key: 'Late', name: 'late', kind: 'count', optional: true },
];

/** What a value of each kind looks like, for messages. */
export const EXPECTATION: Readonly<Record<FieldKind, string>> = {
  time: 'a whole number of nanoseconds, from 0 to 2^53 - 1',
  end: 'a whole number of nanoseconds, at most 2^53 - 1',
  count: 'a whole number from 0 to 4294967295',
  slot: 'a whole number from 0 to 2147483647',
  rate: 'a number, 0 or more',
  text: 'a string',
  json: 'a JSON value',
};

/**
 * A key as the original compares it when the exact one is not there: without regard to case, in
 * Unicode's simple folding, which knows two letters that fold into ASCII (long s, Kelvin sign).
 */
export function foldKey(key: string): string {
  return key
    .replaceAll('\u017f', 's')
    .replaceAll('\u212a', 'k')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
