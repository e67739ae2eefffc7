import { CtrafficError, type ErrorDetails } from '../stats/index.ts';

export type LabErrorCode =
  /** What is asked for cannot be built. */
  | 'option'
  /** A tool, a right or a part of the kernel is missing. */
  | 'environment'
  /** A command failed, a server did not come up, the client gave no statistics. */
  | 'work';

export interface LabErrorDetails extends ErrorDetails<LabErrorCode> {
  /** The file, command, program or machine that it is about. */
  readonly place?: string | undefined;
}

/** The lab cannot go on: what was expected and what was found, in one line. */
export class LabError extends CtrafficError<LabErrorDetails> {
  override readonly name = 'LabError';

  constructor(details: LabErrorDetails) {
    super(details, [details.place]);
  }
}
