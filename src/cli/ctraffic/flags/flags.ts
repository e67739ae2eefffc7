import { Option, type Command } from 'commander';
import { UsageError } from '../../shared/errors.ts';
import type { FlagGroup, FlagRow } from './flag-row.ts';
import { FLAG_ROWS } from './flag-rows.ts';

type Rows = typeof FLAG_ROWS;
type ValueOf<Row> = Row extends FlagRow<infer Value> ? Value : never;

/** The flags that were given; what is absent has its default. Empty text is as good as absent. */
export type Flags = { readonly [K in keyof Rows]?: ValueOf<Rows[K]> };

/** The value of a flag of several words. */
export type StatsDetail = ValueOf<Rows['stats']>;
export type AnalysisName = ValueOf<Rows['analyze']>;

type Mode = Exclude<FlagGroup, 'both'>;

const TITLES: Readonly<Record<FlagGroup, string>> = {
  both: 'Both ends:',
  client: 'Client:',
  server: 'Server:',
  analysis: 'Analysis of a recorded run:',
};

/** What a mode is called in a message. */
const WHAT: Readonly<Record<Mode, string>> = {
  client: 'the client',
  server: '--server',
  analysis: '--stat_file',
};

/** Gives the program its flags. */
export function addFlags(program: Command): Command {
  for (const { usage, group, description, parser } of Object.values(FLAG_ROWS)) {
    program.optionsGroup(TITLES[group]);
    const option = new Option(usage, description);
    if (parser !== undefined) option.argParser<unknown>(parser(option.long ?? ''));
    program.addOption(option);
    if (option.isBoolean()) program.addOption(new Option(`--no-${option.name()}`).hideHelp());
  }
  return program.optionsGroup('Options:');
}

/**
 * What the flags ask for.
 *
 * @throws {UsageError} where one of them belongs elsewhere
 */
export function modeOf(flags: Flags): Mode {
  const mode = isGiven(flags.stat_file) ? 'analysis' : flags.server === true ? 'server' : 'client';
  for (const [key, { group, isNew, usage }] of Object.entries(FLAG_ROWS)) {
    if (isNew !== true || group === 'both' || group === mode) continue;
    if (flags[key as keyof Flags] === undefined) continue;
    throw new UsageError(
      `${flagOf(usage)}: expected with ${WHAT[group]} alone, found with ${WHAT[mode]}`,
    );
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

/** The flag alone, of its usage: `--nconn` of `--nconn <number>`. */
export function flagOf(usage: string): string {
  return usage.split(' ', 1)[0] ?? usage;
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
