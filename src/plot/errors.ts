export type PlotErrorCode =
  /** A chart was asked for something that it cannot give. */
  | 'invalid-option'
  /** An optional package that draws is not installed, or does not work here. */
  | 'missing-renderer';

/** A chart that cannot be drawn, in one line. */
export class PlotError extends Error {
  override readonly name = 'PlotError';
  readonly code: PlotErrorCode;

  constructor(code: PlotErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** Told by its name: the pieces of a bundle have each their own copy of the class. */
export function isPlotError(error: unknown): error is PlotError {
  return error instanceof Error && error.name === 'PlotError';
}
