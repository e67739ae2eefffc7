/** The command line cannot be followed: exit code 2. The message says flag, expectation and finding. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command line was understood, but the work failed: exit code 1. */
export class RunError extends Error {
  override readonly name = 'RunError';
}
