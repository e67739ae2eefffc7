import { isCtrafficError } from '../../../stats/index.ts';
import { RunError, UsageError } from '../../shared/errors.ts';
import { flagForOption } from './engine-options.ts';

/** What the engine throws, in the words of the command line: wrong use or a failed run. */
export function inFlags(error: unknown): unknown {
  if (!isCtrafficError(error)) return error;
  const { option = '' } = error.details;
  const flag = flagForOption(option) ?? option;
  const Kind = error.code === 'option' ? UsageError : RunError;
  return new Kind(`${flag}${error.message.slice(option.length)}`, { cause: error });
}
