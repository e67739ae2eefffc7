/** What was asked for or read, beside what it should have been. */
export interface ErrorDetails<Code extends string = string> {
  /** Kind of the error; `option` where an option of a function cannot be followed. */
  readonly code: Code;
  /** That option, by its name in the function's options. */
  readonly option?: string | undefined;
  readonly expected: string;
  readonly found: string;
  readonly cause?: unknown;
}

const MARK = Symbol.for('ctraffic.error');

/**
 * The library cannot do what it was asked for: which option or what place, what was expected, and
 * what was found, in one line. Each layer has a class of its own.
 */
export abstract class CtrafficError<Details extends ErrorDetails = ErrorDetails> extends Error {
  readonly code: Details['code'];
  readonly details: Details;

  static {
    Object.defineProperty(this.prototype, MARK, { value: true });
  }

  /** @param place where it stands beside the option, from the whole to the part */
  constructor(details: Details, place: readonly (string | undefined)[] = []) {
    const { option, expected, found, cause, code } = details;
    const where = [option, ...place].filter((part) => part !== undefined && part !== '');
    super(
      `${where.map((part) => `${part}: `).join('')}expected ${expected}, found ${found}`,
      cause === undefined ? undefined : { cause },
    );
    this.code = code;
    this.details = details;
  }
}

/** Told by a mark, not by its class: pieces of a program that are loaded later have each their own copy. */
export function isCtrafficError(error: unknown): error is CtrafficError {
  return error instanceof Error && MARK in error;
}
