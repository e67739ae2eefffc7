/**
 * A key as the original compares it when the exact one is not there: without regard to case, in
 * Unicode's simple folding, which knows two letters that fold into ASCII (long s, Kelvin sign).
 */
export function foldKey(key: string): string {
  return key
    .replaceAll('\u017f', 's')
    .replaceAll('\u212a', 'k')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
