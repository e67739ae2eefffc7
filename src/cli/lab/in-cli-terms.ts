import { RunError, UsageError } from '../shared/errors.ts';

/** Errors of the layers below; known by name, since a piece loaded when needed has classes of its own. */
const OURS: ReadonlySet<string> = new Set(['LabError', 'EngineError']);

/** Does the work of a command; what the lab or the engine throws becomes an error of the command line. */
export async function inCliTerms(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error) || !OURS.has(error.name)) throw error;
    const isOption = 'code' in error && error.code === 'option';
    const Kind = isOption ? UsageError : RunError;
    throw new Kind(error.message, { cause: error });
  }
}
