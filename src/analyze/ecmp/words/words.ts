/** Shares that have a name. */
const NAMED: readonly (readonly [share: number, name: string])[] = [
  [0, 'none'],
  [1 / 8, 'an eighth'],
  [1 / 6, 'a sixth'],
  [1 / 5, 'a fifth'],
  [1 / 4, 'a quarter'],
  [1 / 3, 'a third'],
  [3 / 8, 'three eighths'],
  [2 / 5, 'two fifths'],
  [1 / 2, 'half'],
  [3 / 5, 'three fifths'],
  [5 / 8, 'five eighths'],
  [2 / 3, 'two thirds'],
  [3 / 4, 'three quarters'],
  [4 / 5, 'four fifths'],
  [5 / 6, 'five sixths'],
  [7 / 8, 'seven eighths'],
  [1, 'all'],
];

/** A share in words: `a quarter`, `37 %`. */
export function shareText(share: number): string {
  const named = NAMED.find(([value]) => Math.abs(value - share) < 5e-3);
  return named?.[1] ?? `${Math.round(share * 100)} %`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listText(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];

/** `first`, `second` … from 0. */
export function ordinal(index: number): string {
  return ORDINALS[index] ?? `${index + 1}th`;
}
