import { CtrafficError, type ErrorDetails } from './ctraffic-error.ts';

export type StatsErrorCode =
  /** The text is not JSON, or is not UTF-8. */
  | 'syntax'
  /** The file ends too early. */
  | 'truncated'
  /** A field holds something that it cannot hold. */
  | 'value'
  /** The gzip stream is damaged. */
  | 'gzip'
  /** The run was recorded without what is asked for. */
  | 'not-recorded'
  /** The file cannot be opened or read. */
  | 'io';

export interface StatsErrorDetails extends ErrorDetails<StatsErrorCode> {
  /** Name of the file, as the user knows it. */
  readonly source?: string | undefined;
  /** Offset into the (uncompressed) text, from 0. */
  readonly byteOffset?: number | undefined;
  /** Line, from 1, of a file that is made of lines. */
  readonly line?: number | undefined;
  /** JSON path, as `$.ConnStats[3].Ended`; or what else tells the place. */
  readonly path?: string | undefined;
}

/** A statistics file that cannot be used: where, what was expected, what was found, in one line. */
export class StatsError extends CtrafficError<StatsErrorDetails> {
  override readonly name = 'StatsError';

  constructor(details: StatsErrorDetails) {
    const { source, line, byteOffset, path } = details;
    super(details, [
      source,
      line === undefined ? undefined : `line ${line}`,
      byteOffset === undefined ? undefined : `byte ${byteOffset}`,
      path,
    ]);
  }
}
