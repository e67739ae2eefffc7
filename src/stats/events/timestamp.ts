import { NS_PER_S, type Nanoseconds } from '../units.ts';

/** A wall-clock instant, exact to the nanosecond. */
export interface Timestamp {
  /** Since 1970, UTC. */
  readonly seconds: number;
  readonly nanoseconds: number;
}

const RFC3339 = /^(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d)(?:[.,](\d{1,9})\d*)?([Zz]|[+-]\d\d:\d\d)$/;

/** The instant of an RFC 3339 time with up to nanoseconds; undefined where the text is none. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const [, dateTime = '', fraction = '', zone = ''] = match;
  const milliseconds = Date.parse(`${dateTime.replace(/[t ]/, 'T')}${zone.toUpperCase()}`);
  if (Number.isNaN(milliseconds)) return undefined;
  return { seconds: milliseconds / 1000, nanoseconds: Number(fraction.padEnd(9, '0')) };
}

/** From one instant to a later one. */
export function nsBetween(from: Timestamp, to: Timestamp): Nanoseconds {
  return (to.seconds - from.seconds) * NS_PER_S + to.nanoseconds - from.nanoseconds;
}
