import { NS_PER_MS, NS_PER_S, type Nanoseconds } from '../../../stats/index.ts';
import { UsageError } from '../errors.ts';

const UNITS: Readonly<Record<string, Nanoseconds>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: NS_PER_MS,
  s: NS_PER_S,
  m: 60 * NS_PER_S,
  h: 3600 * NS_PER_S,
};

/** A number holds every nanosecond of it. */
const LONGEST_HOURS = 2500;
const LONGEST: Nanoseconds = LONGEST_HOURS * 3600 * NS_PER_S;

const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/** The nanoseconds of a duration as Go writes it (`250ms`, `1m30s`, `0`); undefined where the text is none. */
export function parseDuration(text: string): Nanoseconds | undefined {
  if (text === '0') return 0;
  let total = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const match = PART.exec(text);
    if (match === null) return undefined;
    total += Number(match[1]) * (UNITS[match[2] ?? ''] ?? NaN);
  }
  return text === '' || !Number.isSafeInteger(Math.round(total)) ? undefined : Math.round(total);
}

/** A parser for an option whose value must be a duration above 0. */
export function durationOption(flag: string): (text: string) => Nanoseconds {
  return durationWithin(flag, 1, 'above 0');
}

/** A parser for an option whose value must be a duration of a millisecond or more. */
export function millisecondsOption(flag: string): (text: string) => Nanoseconds {
  return durationWithin(flag, NS_PER_MS, 'of 1ms or more');
}

function durationWithin(
  flag: string,
  least: Nanoseconds,
  words: string,
): (text: string) => Nanoseconds {
  return (text) => {
    const duration = parseDuration(text);
    if (duration === undefined || duration < least || duration > LONGEST) {
      throw new UsageError(
        `${flag}: expected a duration ${words}, at most ${LONGEST_HOURS}h, as 250ms or 1m30s, found '${text}'`,
      );
    }
    return duration;
  };
}
