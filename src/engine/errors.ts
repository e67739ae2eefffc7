import { CtrafficError, type ErrorDetails } from '../stats/index.ts';

export type EngineErrorCode =
  /** An option cannot be followed. */
  | 'option'
  /** The machine or the network does not let the engine work: an address in use, a journal that cannot be written. */
  | 'environment';

export interface EngineErrorDetails extends ErrorDetails<EngineErrorCode> {
  /** Of an option that is a list of lines: which one, from 1. */
  readonly line?: number | undefined;
}

/** The engine cannot begin, or cannot go on: with which option, what was expected, what was found, in one line. */
export class EngineError extends CtrafficError<EngineErrorDetails> {
  override readonly name = 'EngineError';

  constructor(details: EngineErrorDetails) {
    super(details, [details.line === undefined ? undefined : `line ${details.line}`]);
  }
}
