import {
  msToNs,
  type JsonValue,
  type RunHeader,
  type SampleRow,
  type StopReason,
  type TrafficCounters,
} from '../../../stats/index.ts';
import type { DurationHistogram } from '../measure/duration-histogram.ts';
import type { ResolvedOptions } from '../options/resolve-options.ts';
import type { Interval } from '../parts/interval-merger.ts';

/** A sample of the file; a count of more than 32 bits overflows, as the original's does. */
export function sampleRow(interval: Interval, roundTrips: DurationHistogram): SampleRow {
  const { counters } = interval;
  return {
    timeNs: msToNs(interval.timeMs),
    sent: counters.sent >>> 0,
    received: counters.received >>> 0,
    dropped: counters.dropped >>> 0,
    active: counters.active >>> 0,
    connecting: counters.connecting >>> 0,
    lost: counters.failedConnections >>> 0,
    retransmits: counters.retransmits >>> 0,
    rttP50Ns: roundTrips.percentileNs(50),
    rttP99Ns: roundTrips.percentileNs(99),
    rttMaxNs: roundTrips.maxNs,
    late: interval.late >>> 0,
  };
}

/** What is known of a run before it has begun. */
export function plannedHeader(
  options: ResolvedOptions,
  wallClock: string,
  version: string,
): RunHeader {
  return {
    started: wallClock,
    durationNs: msToNs(options.durationMs),
    rateKBps: options.rateKBps,
    connections: options.connections,
    packetSizeBytes: options.packetSizeBytes,
    failedConnections: 0,
    sent: 0,
    received: 0,
    dropped: 0,
    retransmits: 0,
    failedConnects: 0,
    version,
    config: configOf(options),
  };
}

export interface Outcome {
  readonly last: Interval;
  readonly stopped: StopReason;
  readonly roundTrips: DurationHistogram;
  readonly tester: JsonValue;
}

/** What came of it. */
export function finalHeader(
  planned: RunHeader,
  options: ResolvedOptions,
  { last, stopped, roundTrips, tester }: Outcome,
): RunHeader {
  const { counters } = last;
  return {
    ...planned,
    durationNs: msToNs(last.timeMs),
    failedConnections: counters.failedConnections >>> 0,
    sent: counters.sent >>> 0,
    received: counters.received >>> 0,
    dropped: counters.dropped >>> 0,
    retransmits: counters.retransmits >>> 0,
    failedConnects: counters.failedConnects >>> 0,
    stopped,
    ...(roundTrips.count > 0 && { latency: latencyOf(roundTrips) }),
    ...(options.transport === 'udp' && { datagrams: datagramsOf(counters) }),
    tester,
  };
}

/** A list of sources can be very long; its length says enough. */
function configOf({ sources, ...options }: ResolvedOptions): JsonValue {
  return { ...options, ...(sources !== undefined && { sources: sources.length }) };
}

function latencyOf(roundTrips: DurationHistogram): JsonValue {
  return { From: 'scheduled send time', ...roundTrips.summary() };
}

function datagramsOf(counters: Readonly<TrafficCounters>): JsonValue {
  return {
    Duplicates: counters.duplicates,
    Reordered: counters.reordered,
    Late: counters.late,
  };
}
