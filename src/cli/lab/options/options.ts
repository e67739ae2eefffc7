import { Option } from 'commander';
import type { Family, Mode, Topology } from '../../../lab/index.ts';
import { familiesOf, LAB_ID } from '../../../lab/index.ts';
import { NS_PER_MS, NS_PER_S } from '../../../stats/index.ts';
import { numberOption } from '../../shared/flags/number-option.ts';
import { parseDuration } from '../../shared/flags/duration.ts';
import { UsageError } from '../../shared/errors.ts';

/** Longer runs would not fit a timer of Node. */
const MOST_MS = 24 * 3600 * 1000;
const MOST_CONNECTIONS = 100_000;
const MOST_KBPS = 10_000_000;

/** What every command that builds a lab takes. */
export interface LabFlags {
  readonly mode: Mode;
  readonly main: 'ipv4' | 'ipv6';
  readonly id?: string;
  readonly dryRun?: true;
}

/** What every command that makes traffic takes. */
export interface TrafficFlags {
  readonly nconn: number;
  readonly rate: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly udp?: true;
  readonly out?: string;
}

export function labOptions(): Option[] {
  return [
    new Option('--mode <mode>', 'addresses of the lab')
      .choices(['ipv4', 'ipv6', 'dual-stack'])
      .default('dual-stack'),
    new Option('--main <family>', 'which of two families the traffic takes')
      .choices(['ipv4', 'ipv6'])
      .default('ipv4'),
    idOption('name of the lab (default: drawn)'),
    new Option('--dry-run', 'print the commands that would build the lab, and run none'),
  ];
}

export function idOption(description: string): Option {
  return new Option('--id <id>', description).argParser((text) => {
    if (LAB_ID.test(text)) return text;
    throw new UsageError(`--id: expected up to 12 small letters and digits, found '${text}'`);
  });
}

export interface TrafficDefaults {
  readonly nconn: number;
  readonly rate: number;
  readonly timeoutMs: number;
}

export function trafficOptions({ nconn, rate, timeoutMs }: TrafficDefaults): Option[] {
  return [
    countOption('--nconn <number>', 'connections at the same time', MOST_CONNECTIONS, nconn),
    countOption('--rate <KB/s>', 'offered load of all connections together', MOST_KBPS, rate),
    durationMsOption('--timeout <duration>', 'length of the run', timeoutMs),
    new Option('--udp', 'UDP instead of TCP'),
    outOption(),
  ];
}

export function outOption(): Option {
  return new Option('--out <folder>', 'takes all files of the run (default: a new folder)');
}

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

/** An option for a duration, from 0, in milliseconds. */
export function durationMsOption(flags: string, description: string, otherwiseMs: number): Option {
  const [flag = ''] = flags.split(' ');
  return new Option(flags, description)
    .argParser((text) => {
      const durationMs = (parseDuration(text) ?? NaN) / NS_PER_MS;
      if (durationMs >= 0 && durationMs <= MOST_MS) return durationMs;
      throw new UsageError(
        `${flag}: expected a duration of at most 24h, as 250ms or 1m30s, found '${text}'`,
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

/** The families of the lab, the main one first. */
export function familiesFrom({ mode, main }: LabFlags): Topology['families'] {
  return familiesOf(mode, mainFamily(main));
}

function mainFamily(main: LabFlags['main']): Family {
  return main === 'ipv4' ? 4 : 6;
}
