/** The command line cannot be followed: exit code 2. The message says flag, expectation and finding. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command line was understood, but the work failed: exit code 1. */
export class RunError extends Error {
  override readonly name = 'RunError';
}

/** The work is over and everything has been said: only the exit code is left. */
export class ExitStatus extends Error {
  override readonly name = 'ExitStatus';
  readonly status: number;

  constructor(status: number) {
    super(`exit ${status}`);
    this.status = status;
  }
}
