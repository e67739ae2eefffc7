import { UsageError } from '../errors.ts';

/** A parser for an option whose value must be a number between two others. */
export function numberOption(
  flag: string,
  {
    least,
    most,
    whole,
  }: { readonly least: number; readonly most: number; readonly whole: boolean },
): (text: string) => number {
  return (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    if (!(value >= least && value <= most) || (whole && !Number.isInteger(value))) {
      throw new UsageError(
        `${flag}: expected a ${whole ? 'whole ' : ''}number from ${least} to ${most}, found '${text}'`,
      );
    }
    return value;
  };
}
