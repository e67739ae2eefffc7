// All of this layer but the one file that opens paths: what a browser can load.
export type { ByteSource } from './input/chunks.ts';
export { connectionsByStart } from './run/connections-by-start.ts';
export { CtrafficError, isCtrafficError, type ErrorDetails } from './errors/ctraffic-error.ts';
export { messageOf } from './errors/message-of.ts';
export { StatsError, type StatsErrorCode, type StatsErrorDetails } from './errors/stats-error.ts';
export { eventLine, type WallClockEvent } from './events/event-line.ts';
export { parseEvents } from './events/parse-events.ts';
export type { RunEvent } from './events/run-event.ts';
export { parseStats, type ParseOptions } from './parse/parse-stats.ts';
export {
  journalConnectionLine,
  journalFirstLine,
  journalRunLine,
  journalSampleLine,
} from './journal/lines.ts';
export { connectionRows } from './run/connection-rows.ts';
export {
  ALL_COLUMNS,
  type ConnectionColumn,
  type ConnectionColumns,
  type ConnectionRow,
  type Connections,
} from './run/connections.ts';
export type { Run, RunHeader, Truncation } from './run/run.ts';
export { sampleRows } from './run/sample-rows.ts';
export type { SampleExtras, SampleRow, Samples } from './run/samples.ts';
export type { JsonValue } from './json/json-value.ts';
export { packetIntervalS, rateForIntervalKBps, type OfferedLoad } from './run/packet-interval.ts';
export { RunBuilder } from './build/run-builder.ts';
export type { StringColumn } from './run/string-column.ts';
export type { ConnectionState } from './live/connection-state.ts';
export { durationCounts, type DurationCounts } from './live/duration-counts.ts';
export type { Loss } from './live/loss.ts';
export type { RunStatus } from './live/run-status.ts';
export type { StopReason } from './live/stop-reason.ts';
export { addCounters, noCounters, type TrafficCounters } from './live/traffic-counters.ts';
export { createRandom, type Random } from './random/create-random.ts';
export {
  BYTES_PER_KB,
  NS_PER_MS,
  NS_PER_S,
  NS_PER_US,
  msToNs,
  nsToSeconds,
  type KBps,
  type Nanoseconds,
} from './units.ts';
export { counted } from './words/counted.ts';
export { runParts } from './write/run-parts.ts';
export { writeStats, type RunParts } from './write/write-stats.ts';
