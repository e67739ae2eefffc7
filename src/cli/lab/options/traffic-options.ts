import { Option } from 'commander';
import type { TrafficOptions } from '../../../lab/index.ts';
import { countOption, durationMsOption } from './value-options.ts';

const MOST_CONNECTIONS = 100_000;
const MOST_KBPS = 10_000_000;

/** What every command that makes traffic takes. */
export interface TrafficFlags {
  readonly nconn: number;
  readonly rate: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly udp?: true;
  readonly out?: string;
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
    durationMsOption('--timeout <duration>', 'length of the run', timeoutMs, 1),
    udpOption(),
    outOption(),
  ];
}

export function udpOption(): Option {
  return new Option('--udp', 'UDP instead of TCP');
}

export function outOption(): Option {
  return new Option('--out <folder>', 'where all files go (default: a new folder)');
}

/** The traffic as the lab takes it. */
export function trafficFrom({ nconn, rate, timeout, udp }: TrafficFlags): TrafficOptions {
  return {
    transport: udp === true ? 'udp' : 'tcp',
    connections: nconn,
    rateKBps: rate,
    durationMs: timeout,
  };
}
