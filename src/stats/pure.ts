// All of this layer but the one file that opens paths: what a browser can load.
export type { ByteSource } from './chunks.ts';
export { StatsError, type StatsErrorCode, type StatsErrorDetails } from './errors.ts';
export { ALL_COLUMNS, parseStats, type ParseOptions } from './parse-stats.ts';
export { connectionRows, sampleRows, type ConnectionRow, type SampleRow } from './rows.ts';
export type {
  ConnectionColumn,
  ConnectionColumns,
  Connections,
  JsonValue,
  Run,
  RunHeader,
  SampleExtras,
  Samples,
  Truncation,
} from './run.ts';
export type { StringColumn } from './string-column.ts';
export {
  BYTES_PER_KB,
  NS_PER_MS,
  NS_PER_S,
  nsToSeconds,
  type KBps,
  type Nanoseconds,
} from './units.ts';
export { writeStats, type RunParts } from './write-stats.ts';
