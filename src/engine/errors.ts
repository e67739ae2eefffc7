export type EngineErrorCode =
  /** An option cannot be followed. */
  | 'option'
  /** The machine or the network does not let the engine work: an address in use, a journal that cannot be written. */
  | 'environment';

/** The engine cannot begin, or cannot go on: what was expected and what was found, in one line. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
