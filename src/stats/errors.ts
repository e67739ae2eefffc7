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

export interface StatsErrorDetails {
  readonly code: StatsErrorCode;
  /** Name of the file, as the user knows it. */
  readonly source?: string | undefined;
  /** Offset into the (uncompressed) text, from 0. */
  readonly byteOffset?: number | undefined;
  /** Line, from 1, of a file that is made of lines. */
  readonly line?: number | undefined;
  /** JSON path, as `$.ConnStats[3].Ended`; or what else tells the place. */
  readonly path?: string | undefined;
  readonly expected: string;
  readonly found: string;
  readonly cause?: unknown;
}

/** A statistics file that cannot be used: where, what was expected, what was found, in one line. */
export class StatsError extends Error {
  override readonly name = 'StatsError';
  readonly code: StatsErrorCode;
  readonly details: StatsErrorDetails;

  constructor(details: StatsErrorDetails) {
    const place = [
      details.source,
      details.line === undefined ? undefined : `line ${details.line}`,
      details.byteOffset === undefined ? undefined : `byte ${details.byteOffset}`,
      details.path,
    ].filter((part) => part !== undefined && part !== '');
    super(
      `${place.map((part) => `${part}: `).join('')}expected ${details.expected}, found ${details.found}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.code = details.code;
    this.details = details;
  }
}
