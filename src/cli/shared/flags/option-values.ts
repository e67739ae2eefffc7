import { UsageError } from '../errors.ts';

const INTEGER =
  /^([+-]?)(?:0x((?:_?[\da-f])+)|0b((?:_?[01])+)|0o?((?:_?[0-7])+)|(0|[1-9](?:_?\d)*))$/i;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * A whole number as Go writes it: decimal, or with `0x`, `0b`, `0o` or `0` before it, `_` between
 * digits; undefined where the text is none, or one that a double does not hold exactly.
 */
export function parseGoInteger(text: string): number | undefined {
  const match = INTEGER.exec(text);
  if (match === null) return undefined;
  const [, sign = '', hex, binary, octal, decimal = ''] = match;
  const value =
    valueOf(hex, 16) ?? valueOf(binary, 2) ?? valueOf(octal, 8) ?? valueOf(decimal, 10) ?? NaN;
  if (!Number.isSafeInteger(value)) return undefined;
  return sign === '-' && value !== 0 ? -value : value;
}

function valueOf(digits: string | undefined, base: number): number | undefined {
  return digits === undefined ? undefined : parseInt(digits.replaceAll('_', ''), base);
}

/** A parser for an option whose value must be a whole number from `least` on. */
export function integerOption(flag: string, least: number): (text: string) => number {
  return (text) => {
    const value = parseGoInteger(text);
    if (value === undefined || value < least) {
      throw new UsageError(`${flag}: expected a whole number from ${least}, found '${text}'`);
    }
    return value;
  };
}

/** A parser for an option whose value must be a number above 0. */
export function positiveOption(flag: string): (text: string) => number {
  return (text) => {
    const value = NUMBER.test(text) ? Number(text) : NaN;
    if (!(value > 0 && value < Infinity)) {
      throw new UsageError(`${flag}: expected a number above 0, found '${text}'`);
    }
    return value;
  };
}

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
