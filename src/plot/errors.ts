import { CtrafficError, type ErrorDetails } from '../stats/index.ts';

export type PlotErrorCode =
  /** A chart was asked for something that it cannot give. */
  | 'option'
  /** An optional package that draws is not installed, or does not work here. */
  | 'missing-renderer';

/** A chart that cannot be drawn: which option, what was expected, and what was found, in one line. */
export class PlotError extends CtrafficError<ErrorDetails<PlotErrorCode>> {
  override readonly name = 'PlotError';
}
