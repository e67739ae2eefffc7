export type LabErrorCode =
  /** What is asked for cannot be built. */
  | 'option'
  /** A tool, a right or a part of the kernel is missing. */
  | 'environment'
  /** A command failed, a server did not come up, the client gave no statistics. */
  | 'work';

/** The lab cannot go on: what was expected and what was found, in one line. */
export class LabError extends Error {
  override readonly name = 'LabError';
  readonly code: LabErrorCode;

  constructor(code: LabErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
