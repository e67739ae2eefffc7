const INTEGER =
  /^([+-]?)(?:0x((?:_?[\da-f])+)|0b((?:_?[01])+)|0o?((?:_?[0-7])+)|(0|[1-9](?:_?\d)*))$/i;

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
