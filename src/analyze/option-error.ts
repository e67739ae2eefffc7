/** An analysis was asked for something that it cannot give; the message says what, and what it could. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
  readonly code = 'invalid-option';
}
