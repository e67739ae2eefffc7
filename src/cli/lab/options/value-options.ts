import { Option } from 'commander';
import { NS_PER_MS, NS_PER_S } from '../../../stats/index.ts';
import { UsageError } from '../../shared/errors.ts';
import { parseDuration } from '../../shared/flags/duration.ts';
import { numberOption } from '../../shared/flags/number-option.ts';

/** Longer runs would not fit a timer of Node. */
const MOST_MS = 24 * 3600 * 1000;

/** An option that counts something, from 1. */
export function countOption(
  flags: string,
  description: string,
  most: number,
  otherwise: number,
): Option {
  const [flag = ''] = flags.split(' ');
  return new Option(flags, description)
    .argParser(numberOption(flag, { least: 1, most, whole: true }))
    .default(otherwise);
}

/** An option for a duration in milliseconds, from 0 where nothing else is said. */
export function durationMsOption(
  flags: string,
  description: string,
  otherwiseMs: number,
  leastMs = 0,
): Option {
  const [flag = ''] = flags.split(' ');
  const words = leastMs === 0 ? 'of at most 24h' : `from ${leastMs}ms to 24h`;
  return new Option(flags, description)
    .argParser((text) => {
      const durationMs = (parseDuration(text) ?? NaN) / NS_PER_MS;
      if (durationMs >= leastMs && durationMs <= MOST_MS) return durationMs;
      throw new UsageError(
        `${flag}: expected a duration ${words}, as 250ms or 1m30s, found '${text}'`,
      );
    })
    .default(otherwiseMs, `${otherwiseMs / 1000}s`);
}

/** An option for whole seconds, written as a duration. */
export function secondsOption(flags: string, description: string): Option {
  const [flag = ''] = flags.split(' ');
  return new Option(flags, description).argParser((text) => {
    const seconds = (parseDuration(text) ?? NaN) / NS_PER_S;
    if (Number.isInteger(seconds) && seconds * 1000 <= MOST_MS) return seconds;
    throw new UsageError(
      `${flag}: expected whole seconds of at most 24h, as 0, 1s or 2m, found '${text}'`,
    );
  });
}

/** An option for a probability: `5%` or `0.05`. */
export function shareOption(flags: string, description: string, otherwise: number): Option {
  const [flag = ''] = flags.split(' ');
  return new Option(flags, description)
    .argParser((text) => {
      const [, digits, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
      const share = Number(digits ?? NaN) / (percent === '%' ? 100 : 1);
      if (share > 0 && share <= 1) return share;
      throw new UsageError(`${flag}: expected a share, as 5% or 0.05, found '${text}'`);
    })
    .default(otherwise, `${otherwise * 100}%`);
}

/** Pods, as a number or as a share of all. */
export type PodShare = (replicas: number) => number;

/**
 * An option as Kubernetes' maxUnavailable and maxSurge: `1` or `25%`.
 *
 * @param rounded what a share is rounded to
 */
export function podShareOption(
  flags: string,
  description: string,
  otherwise: number,
  rounded: 'up' | 'down',
): Option {
  const [flag = ''] = flags.split(' ');
  return new Option(flags, description)
    .argParser((text): PodShare => {
      const [, digits, percent] = /^(\d{1,3})(%?)$/.exec(text) ?? [];
      if (digits === undefined) {
        throw new UsageError(`${flag}: expected pods, as 1 or 25%, found '${text}'`);
      }
      if (percent === '') return (replicas) => Math.min(replicas, Number(digits));
      const round = rounded === 'up' ? Math.ceil : Math.floor;
      return (replicas) => Math.min(replicas, round((replicas * Number(digits)) / 100));
    })
    .default((() => otherwise) satisfies PodShare, `${otherwise}`);
}
