import { UsageError } from '../errors.ts';

/** As Go reads a number. */
const GO_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

export interface NumberLimits {
  readonly least: number;
  /** Infinity where it is absent. */
  readonly most?: number;
  readonly whole: boolean;
  /** Reads a number, or gives undefined; decimal digits and a fraction where it is absent. */
  readonly parse?: (text: string) => number | undefined;
}

/** A parser for an option whose value must be a number between two others. */
export function numberOption(
  flag: string,
  { least, most = Infinity, whole, parse = parseDecimal }: NumberLimits,
): (text: string) => number {
  return (text) => {
    const value = parse(text) ?? NaN;
    if (!(value >= least && value <= most) || (whole && !Number.isSafeInteger(value))) {
      const limits = most === Infinity ? `from ${least}` : `from ${least} to ${most}`;
      const kind = whole ? 'whole number' : 'number';
      throw new UsageError(`${flag}: expected a ${kind} ${limits}, found '${text}'`);
    }
    return value;
  };
}

/** A parser for an option whose value must be a number above 0. */
export function positiveOption(flag: string): (text: string) => number {
  return (text) => {
    const value = GO_NUMBER.test(text) ? Number(text) : NaN;
    if (!(value > 0 && value < Infinity)) {
      throw new UsageError(`${flag}: expected a number above 0, found '${text}'`);
    }
    return value;
  };
}

function parseDecimal(text: string): number | undefined {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
