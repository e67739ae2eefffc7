import { CLIENT_DEFAULTS } from '../../../engine/light.ts';
import { NS_PER_MS, type Nanoseconds } from '../../../stats/index.ts';
import { UsageError } from '../../shared/errors.ts';
import { durationOption, millisecondsOption } from '../../shared/flags/duration.ts';
import { parseGoInteger } from '../../shared/flags/go-integer.ts';
import { numberOption, positiveOption } from '../../shared/flags/number-option.ts';
import { wordOption } from '../../shared/flags/word-option.ts';
import { readSourceFile } from '../source-file.ts';
import { flag, switchFlag, textFlag } from './flag-row.ts';

const STATS_DETAILS = ['none', 'summary', 'all'] as const;
const ANALYSES = ['throughput', 'connections', 'hosts'] as const;

const is = CLIENT_DEFAULTS;

/**
 * The flags, in the order of help; each key is commander's name of the flag. Defaults stand in
 * descriptions alone: what is absent is left to the engine.
 */
export const FLAG_ROWS = {
  address: textFlag('both', '--address <host:port>', {
    description: `where the server is, or listens (default: ${is.address})`,
    client: { option: 'address', from: same },
    server: { option: 'address', from: same },
  }),
  udp: switchFlag('both', '--udp', {
    description: 'UDP; the server then answers both',
    client: { option: 'transport', from: (udp) => (udp ? 'udp' : 'tcp') },
    server: { option: 'udp', from: same },
  }),

  nconn: flag('client', '--nconn <number>', {
    description: `connections at the same time (default: ${is.connections})`,
    parser: whole(1),
    client: { option: 'connections', from: same },
  }),
  rate: flag('client', '--rate <KB/s>', {
    description: `of all connections together (default: ${is.rateKBps})`,
    parser: positiveOption,
    client: { option: 'rateKBps', from: same },
  }),
  psize: flag('client', '--psize <bytes>', {
    description: `of a packet, at least 64 (default: ${is.packetSizeBytes})`,
    parser: whole(64),
    client: { option: 'packetSizeBytes', from: same },
  }),
  timeout: flag('client', '--timeout <duration>', {
    description: `length (default: ${seconds(is.durationMs)})`,
    parser: durationOption,
    client: { option: 'durationMs', from: milliseconds },
  }),
  retries: flag('client', '--retries <number>', {
    description: `nconn * retries connections at the most (default: ${is.retries})`,
    parser: whole(1),
    client: { option: 'retries', from: same },
  }),
  reconnect: switchFlag('client', '--reconnect', {
    description: 'replace lost connections; --reconnect=false does not (default: true)',
    client: { option: 'reconnect', from: same },
  }),
  monitor: switchFlag('client', '--monitor', {
    description: 'say every second on standard error how the run stands',
  }),
  stats: flag('client', '--stats <detail>', {
    description: `${STATS_DETAILS.join(', ')}: JSON on standard output (default: summary)`,
    parser: (name) => wordOption(name, STATS_DETAILS),
    client: { option: 'detail', from: (detail) => (detail === 'all' ? 'all' : 'summary') },
  }),
  journal: flag('client', '--journal <file>', {
    description: 'write down all that happens as it happens',
    parser: fileOption,
    isNew: true,
    client: { option: 'journal', from: unlessEmpty },
  }),
  sampleInterval: flag('client', '--sample-interval <duration>', {
    description: `from sample to sample (default: ${seconds(is.sampleIntervalMs)})`,
    parser: millisecondsOption,
    isNew: true,
    client: { option: 'sampleIntervalMs', from: milliseconds },
  }),
  connectTimeout: flag('client', '--connect-timeout <duration>', {
    description: `of one attempt (default: ${seconds(is.connectTimeoutMs)})`,
    parser: durationOption,
    isNew: true,
    client: { option: 'connectTimeoutMs', from: milliseconds },
  }),
  replyTimeout: flag('client', '--reply-timeout <duration>', {
    description: `without an echo for so long a connection is lost (default: ${seconds(is.replyTimeoutMs)})`,
    parser: durationOption,
    isNew: true,
    client: { option: 'replyTimeoutMs', from: milliseconds },
  }),
  srccidr: textFlag('client', '--srccidr <network>', {
    description: 'source addresses: any of a network',
    client: { option: 'sourceCidr', from: unlessEmpty },
  }),
  srcfile: textFlag('client', '--srcfile <file>', {
    description: 'source addresses: one addr or addr:port a line',
    client: { option: 'sources', from: (path) => (path === '' ? undefined : readSourceFile(path)) },
  }),
  workers: flag('client', '--workers <number>', {
    description: `threads that share the clients (default: ${is.workers})`,
    parser: whole(1),
    isNew: true,
    client: { option: 'workers', from: same },
  }),
  seed: flag('client', '--seed <number>', {
    description: 'for what is drawn: the same seed draws the same',
    parser: whole(0),
    isNew: true,
    client: { option: 'seed', from: same },
  }),
  client: flag('client', '--client <kind>', {
    description: 'echo, the only one',
    parser: (name) => wordOption(name, ['echo']),
  }),

  server: switchFlag('server', '--server', { description: 'echo' }),
  hostname: textFlag('server', '--hostname <name>', {
    description: 'name that clients are told (default: that of the machine)',
    isNew: true,
    server: { option: 'hostname', from: unlessEmpty },
  }),
  replicas: flag('server', '--replicas <number>', {
    description:
      'processes behind one port, each with a name of its own; SIGHUP replaces them one by one',
    parser: whole(0),
    isNew: true,
    server: { option: 'replicas', from: same },
  }),

  stat_file: textFlag('analysis', '--stat_file <file>', {
    description: 'statistics, plain or gzip; - is standard input',
  }),
  analyze: flag('analysis', '--analyze <analysis>', {
    description: `${ANALYSES.join(', ')} (default: throughput)`,
    parser: (name) => wordOption(name, ANALYSES),
  }),
};

function same<Value>(value: Value): Value {
  return value;
}

function unlessEmpty(text: string): string | undefined {
  return text === '' ? undefined : text;
}

function milliseconds(ns: Nanoseconds): number {
  return ns / NS_PER_MS;
}

function seconds(ms: number): string {
  return `${ms / 1000}s`;
}

/** A parser for a whole number as Go writes it. */
function whole(least: number): (flag: string) => (text: string) => number {
  return (name) => numberOption(name, { least, whole: true, parse: parseGoInteger });
}

/** A parser for a file that is written; standard output has another use. */
function fileOption(name: string): (text: string) => string {
  return (text) => {
    if (text === '-') {
      throw new UsageError(
        `${name}: expected a file, found '-': standard output is for the statistics`,
      );
    }
    return text;
  };
}
