import { UsageError } from '../errors.ts';

/** A parser for an option whose value must be one of a few words. */
export function wordOption<T extends string>(
  flag: string,
  words: readonly T[],
): (text: string) => T {
  return (text) => {
    const word = words.find((known) => known === text);
    if (word === undefined) {
      throw new UsageError(`${flag}: expected ${words.join(', ')}, found '${text}'`);
    }
    return word;
  };
}
