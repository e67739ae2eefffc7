/**
 * A number as Go prints it with `%v`: the shortest digits that read back as the same value, as in
 * JavaScript, but an exponent below 1e-4 and of two digits at least.
 */
export function goNumber(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && magnitude < 1e-4) {
    return value.toExponential().replace(/e-(\d)$/, 'e-0$1');
  }
  return String(value).replace(/e\+(\d)$/, 'e+0$1');
}
