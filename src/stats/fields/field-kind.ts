/**
 * What a field of the file may hold, and how it is kept:
 * `time` ns, 0 or more; `end` ns, negative = never ended; `count` uint32; `slot` from 0, -1 = absent;
 * `rate` any number from 0; `text`; `json` anything.
 */
export type FieldKind = 'time' | 'end' | 'count' | 'slot' | 'rate' | 'text' | 'json';

/** Kinds that are kept as numbers. */
export type NumberKind = Exclude<FieldKind, 'text' | 'json'>;

/** Kinds that a column can be made of. */
export type ColumnKind = Exclude<FieldKind, 'json'>;

/** What a value of each kind looks like, for messages. */
export const EXPECTATION: Readonly<Record<FieldKind, string>> = {
  time: 'a whole number of nanoseconds, from 0 to 2^53 - 1',
  end: 'a whole number of nanoseconds, at most 2^53 - 1',
  count: 'a whole number from 0 to 4294967295',
  slot: 'a whole number from 0 to 2147483647',
  rate: 'a number, 0 or more',
  text: 'a string',
  json: 'a JSON value',
};

/** The greatest number that each kind can hold. */
export const GREATEST: Readonly<Record<NumberKind, number>> = {
  time: Number.MAX_SAFE_INTEGER,
  end: Number.MAX_SAFE_INTEGER,
  count: 0xffff_ffff,
  slot: 0x7fff_ffff,
  rate: Number.MAX_VALUE,
};

/** What a number of each kind is where the file has none. */
export const UNSET: Readonly<Record<NumberKind, number>> = {
  time: 0,
  end: 0,
  count: 0,
  slot: -1,
  rate: 0,
};
