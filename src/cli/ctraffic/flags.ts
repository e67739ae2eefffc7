import { Option, type Command } from 'commander';
import { CLIENT_DEFAULTS } from '../../engine/client/options/client-options.ts';
import type { Nanoseconds } from '../../stats/index.ts';
import { durationOption, millisecondsOption } from '../shared/flags/duration.ts';
import { UsageError } from '../shared/errors.ts';
import { integerOption, positiveOption, wordOption } from '../shared/flags/option-values.ts';

export const STATS_DETAILS = ['none', 'summary', 'all'] as const;
export const ANALYSES = ['throughput', 'connections', 'hosts'] as const;

/** The flags that were given; what is absent has its default. Empty text is as good as absent. */
export interface Flags {
  readonly server?: boolean;
  readonly address?: string;
  readonly udp?: boolean;
  readonly nconn?: number;
  readonly rate?: number;
  readonly psize?: number;
  readonly timeout?: Nanoseconds;
  readonly retries?: number;
  readonly reconnect?: boolean;
  readonly monitor?: boolean;
  readonly stats?: (typeof STATS_DETAILS)[number];
  readonly srccidr?: string;
  readonly srcfile?: string;
  readonly client?: 'echo';
  readonly connectTimeout?: Nanoseconds;
  readonly replyTimeout?: Nanoseconds;
  readonly sampleInterval?: Nanoseconds;
  readonly workers?: number;
  readonly journal?: string;
  readonly seed?: number;
  readonly hostname?: string;
  readonly replicas?: number;
  readonly stat_file?: string;
  readonly analyze?: (typeof ANALYSES)[number];
}

type Mode = 'client' | 'server' | 'analysis';

/**
 * Flags that the original does not have, and where they belong. Elsewhere they are refused; the
 * original's are passed over there, as it does, since scripts share them between both ends.
 */
const NEW_FLAGS: Readonly<Partial<Record<keyof Flags, readonly [Mode, string]>>> = {
  connectTimeout: ['client', '--connect-timeout'],
  replyTimeout: ['client', '--reply-timeout'],
  sampleInterval: ['client', '--sample-interval'],
  workers: ['client', '--workers'],
  journal: ['client', '--journal'],
  seed: ['client', '--seed'],
  hostname: ['server', '--hostname'],
  replicas: ['server', '--replicas'],
};

const WHAT: Readonly<Record<Mode, string>> = {
  client: 'the client',
  server: '--server',
  analysis: '--stat_file',
};

/** A parser for a file that is written; standard output has another use. */
function fileOption(flag: string): (text: string) => string {
  return (text) => {
    if (text === '-') {
      throw new UsageError(
        `${flag}: expected a file, found '-': standard output is for the statistics`,
      );
    }
    return text;
  };
}

const seconds = (ms: number): string => `${ms / 1000}s`;

/** Gives the program its flags. Defaults stand in their descriptions alone: what is absent is left to the engine. */
export function addFlags(program: Command): Command {
  const is = CLIENT_DEFAULTS;
  const add = (
    flags: string,
    description: string,
    parser?: (flag: string) => (text: string) => unknown,
  ): void => {
    const option = new Option(flags, description);
    if (parser !== undefined) option.argParser(parser(option.long ?? ''));
    program.addOption(option);
    if (option.isBoolean()) {
      program.addOption(new Option(`--no-${option.name()}`).hideHelp());
    }
  };

  program.optionsGroup('Both ends:');
  add('--address <host:port>', `where the server is, or listens (default: ${is.address})`);
  add('--udp', 'UDP; the server then answers both');

  program.optionsGroup('Client:');
  add('--nconn <number>', `connections at the same time (default: ${is.connections})`, whole(1));
  add('--rate <KB/s>', `of all connections together (default: ${is.rateKBps})`, positiveOption);
  add('--psize <bytes>', `of a packet, at least 64 (default: ${is.packetSizeBytes})`, whole(64));
  add('--timeout <duration>', `length (default: ${seconds(is.durationMs)})`, durationOption);
  add(
    '--retries <number>',
    `nconn * retries connections at the most (default: ${is.retries})`,
    whole(1),
  );
  add('--reconnect', 'replace lost connections; --reconnect=false does not (default: true)');
  add('--monitor', 'say every second on standard error how the run stands');
  add(
    '--stats <detail>',
    `${STATS_DETAILS.join(', ')}: JSON on standard output (default: summary)`,
    (flag) => wordOption(flag, STATS_DETAILS),
  );
  add('--journal <file>', 'write down all that happens as it happens', fileOption);
  add(
    '--sample-interval <duration>',
    `from sample to sample (default: ${seconds(is.sampleIntervalMs)})`,
    millisecondsOption,
  );
  add(
    '--connect-timeout <duration>',
    `of one attempt (default: ${seconds(is.connectTimeoutMs)})`,
    durationOption,
  );
  add(
    '--reply-timeout <duration>',
    `without an echo for so long a connection is lost (default: ${seconds(is.replyTimeoutMs)})`,
    durationOption,
  );
  add('--srccidr <network>', 'source addresses: any of a network');
  add('--srcfile <file>', 'source addresses: one addr or addr:port a line');
  add('--workers <number>', `threads that share the clients (default: ${is.workers})`, whole(1));
  add('--seed <number>', 'for what is drawn: the same seed draws the same', whole(0));
  add('--client <kind>', 'echo, the only one', (flag) => wordOption(flag, ['echo']));

  program.optionsGroup('Server:');
  add('--server', 'echo');
  add('--hostname <name>', 'name that clients are told (default: that of the machine)');
  add(
    '--replicas <number>',
    'processes behind one port, each with a name of its own; SIGHUP replaces them one by one',
    whole(0),
  );

  program.optionsGroup('Analysis of a recorded run:');
  add('--stat_file <file>', 'statistics, plain or gzip; - is standard input');
  add('--analyze <analysis>', `${ANALYSES.join(', ')} (default: throughput)`, (flag) =>
    wordOption(flag, ANALYSES),
  );
  return program.optionsGroup('Options:');
}

function whole(least: number): (flag: string) => (text: string) => number {
  return (flag) => integerOption(flag, least);
}

/**
 * What the flags ask for.
 *
 * @throws {UsageError} where one of them belongs elsewhere
 */
export function modeOf(flags: Flags): Mode {
  const mode = isGiven(flags.stat_file) ? 'analysis' : flags.server === true ? 'server' : 'client';
  for (const [key, [home, flag]] of Object.entries(NEW_FLAGS)) {
    if (home !== mode && flags[key as keyof Flags] !== undefined) {
      throw new UsageError(`${flag}: expected with ${WHAT[home]} alone, found with ${WHAT[mode]}`);
    }
  }
  if (flags.analyze !== undefined && mode !== 'analysis') {
    throw new UsageError(
      '--analyze: expected a file to analyze, as --stat_file run.json, found none',
    );
  }
  if (isGiven(flags.srccidr) && isGiven(flags.srcfile)) {
    throw new UsageError('expected --srccidr or --srcfile, found both');
  }
  return mode;
}

export function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
