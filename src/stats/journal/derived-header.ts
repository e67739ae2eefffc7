import type { Connections } from '../run/connections.ts';
import type { RunHeader } from '../run/run.ts';
import type { Samples } from '../run/samples.ts';
import type { Nanoseconds } from '../units.ts';

/** What `derivedHeader` reads of the connections. */
export type DerivedHeaderColumn =
  'connectNs' | 'lost' | 'sent' | 'received' | 'dropped' | 'skipped' | 'retransmits' | 'attempts';

/** Columns that `derivedHeader` reads. */
export const DERIVED_HEADER_COLUMNS: readonly DerivedHeaderColumn[] = [
  'connectNs',
  'lost',
  'sent',
  'received',
  'dropped',
  'skipped',
  'retransmits',
  'attempts',
];

const COUNTS = 2 ** 32;

/** What is known of a run that was killed. */
export interface KnownParts {
  /** As it was when the run began. */
  readonly planned: RunHeader;
  readonly connections: Connections<DerivedHeaderColumn>;
  readonly samples: Samples;
  /** The last time that stands anywhere. */
  readonly lastSeenNs: Nanoseconds;
}

/**
 * The header of a run that was killed before it could write its own. Each counter is the greater of
 * what the last sample and what all connections together say: samples know of connections that were
 * open, connections of what came after the sample.
 */
export function derivedHeader({
  planned,
  connections,
  samples,
  lastSeenNs,
}: KnownParts): RunHeader {
  const { lost, retransmits, skipped } = samples.extra;
  const counter = (column: Uint32Array, sampled: Uint32Array | undefined): number =>
    Math.max(sum(column), sampled === undefined ? 0 : lastCount(sampled)) % COUNTS;
  const skippedCount = counter(connections.skipped, skipped);
  return {
    ...planned,
    durationNs: lastSeenNs,
    failedConnections: Math.max(
      lostConnections(connections),
      lost === undefined ? 0 : lastCount(lost),
    ),
    sent: counter(connections.sent, samples.sent),
    received: counter(connections.received, samples.received),
    dropped: counter(connections.dropped, samples.dropped),
    retransmits: counter(connections.retransmits, retransmits),
    failedConnects: failedConnects(connections),
    ...(skippedCount > 0 && { skipped: skippedCount }),
  };
}

/** The last value of a cumulative counter, 2^32 added for each time that it overflowed. */
function lastCount(values: Uint32Array): number {
  let overflows = 0;
  let before = 0;
  for (const value of values) {
    if (value < before) overflows++;
    before = value;
  }
  return before + overflows * COUNTS;
}

/** Written out: this layer has no dependencies, so that a browser loads it as it is. */
function sum(values: Uint32Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function lostConnections({ lost, connectNs, length }: KnownParts['connections']): number {
  let count = 0;
  for (let i = 0; i < length; i++) if (lost[i] === 1 && connectNs[i] !== 0) count++;
  return count;
}

/** Of the attempts that a connection took the last one succeeded, if one did. */
function failedConnects({ lost, connectNs, attempts, length }: KnownParts['connections']): number {
  let count = 0;
  for (let i = 0; i < length; i++) {
    const took = attempts[i] as number;
    if (connectNs[i] === 0) count += Math.max(took, lost[i] as number);
    else if (took > 0) count += took - 1;
  }
  return count;
}
