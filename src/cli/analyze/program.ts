import { Command, Option } from 'commander';
import type { Report } from '../../analyze/index.ts';
import { durationOption } from '../shared/duration.ts';
import { UsageError } from '../shared/errors.ts';
import type { Io } from '../shared/io.ts';
import { refuseOverwriting } from '../shared/refuse-overwriting.ts';
import { readEvents } from '../shared/read-events.ts';
import { readRun } from '../shared/read-run.ts';
import { say, tame } from '../shared/run-program.ts';
import { VERSION } from '../shared/version.ts';
import { withSource } from '../shared/with-source.ts';
import { writeOutput } from '../shared/write-output.ts';
import {
  ANALYZE_COMMANDS,
  PREDICTION_OPTIONS,
  type AnalyzeCommand,
  type ExtraOption,
  type PredictionOptions,
} from './commands.ts';
import { FORMATS, formatFor, formatReport } from './format.ts';

const NAME = 'ctraffic-analyze';

const EXAMPLES = `
Examples:
  ${NAME} summary run.json
  ${NAME} replicas upgrade.json --events upgrade.events
  ${NAME} outages run.json --events run.events
  ${NAME} upgrade --predict --replicas 4 --connections 120
  ${NAME} connections run.json --interval 250ms
  ${NAME} intervals run.json.gz --out intervals.csv
  ${NAME} clients run.json --disturbed --format json | jq .
  ssh router ctraffic -stats=all -address 10.0.0.0:5003 | ${NAME} disturbances
`;

interface CommandFlags extends PredictionOptions {
  readonly predict?: true;
  readonly format?: string;
  readonly out: string;
  readonly partial?: true;
  readonly interval?: number;
  readonly events?: string;
  readonly client?: number;
  readonly disturbed?: true;
}

/** `ctraffic-analyze`: one command an analysis. */
export function analyzeProgram(io: Io): Command {
  const program = tame(new Command(NAME), io)
    .description('Explains the statistics of a ctraffic run.')
    .version(VERSION, '--version')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES);
  for (const command of ANALYZE_COMMANDS) program.addCommand(subcommand(command, io));
  return program;
}

function subcommand(command: AnalyzeCommand, io: Io): Command {
  const parser = tame(new Command(command.name), io)
    .description(command.summary)
    .argument('[FILE]', 'statistics, plain or gzip; - or nothing is standard input')
    .option(
      '--format <format>',
      `${FORMATS.join(', ')} (default: by the extension of --out, else text)`,
    )
    .option('--out <file>', 'where to write; - is standard output', '-')
    .option('--partial', 'read what is whole of a file that was cut short')
    .helpOption('-h, --help', 'say what there is to say');
  for (const extra of command.extraOptions) parser.addOption(extraOption(extra));
  return parser.action(async (file: string | undefined, flags: CommandFlags) => {
    if (flags.predict === true) predict(command, file, flags, io);
    else await analyze(command, file ?? '-', flags, io);
  });
}

function predict(
  command: AnalyzeCommand,
  file: string | undefined,
  flags: CommandFlags,
  io: Io,
): void {
  const { predict: report } = command;
  if (report === undefined) throw new UsageError('--predict: expected another command');
  const without = [file, flags.events && '--events', flags.partial && '--partial'].find((it) => it);
  if (without !== undefined) {
    throw new UsageError(`--predict: expected no data, found ${without}`);
  }
  const format = formatFor(flags.format, flags.out);
  writeOutput(flags.out, formatReport(report(flags), format), io);
}

async function analyze(
  command: AnalyzeCommand,
  file: string,
  flags: CommandFlags,
  io: Io,
): Promise<void> {
  const stray = PREDICTION_OPTIONS.find((name) => flags[name] !== undefined);
  if (stray !== undefined) {
    const flag = extraOption(stray).long ?? stray;
    throw new UsageError(`${flag}: expected --predict as well; of data it is known`);
  }
  const format = formatFor(flags.format, flags.out);
  refuseOverwriting(file, flags.out);
  const { columns } = command;
  const run = await readRun({ file, columns, partial: flags.partial, program: NAME }, io);
  const { interval, client, disturbed } = flags;
  const events = flags.events === undefined ? undefined : readEvents(flags.events, run.header);
  let report: Report;
  try {
    report = command.report(run, {
      ...(interval !== undefined && { intervalNs: interval }),
      ...(events !== undefined && { events }),
      ...(client !== undefined && { client }),
      ...(disturbed !== undefined && { disturbed }),
    });
  } catch (error) {
    throw withSource(error, file);
  }
  if (format === 'csv' && report.tables.length > 1) {
    say(io, NAME, `csv holds the first of ${report.tables.length} tables; other formats hold all`);
  }
  writeOutput(flags.out, formatReport(report, format), io);
}

function extraOption(name: ExtraOption): Option {
  switch (name) {
    case 'interval':
      return new Option('--interval <duration>', 'width of a row, as 250ms or 1m30s').argParser(
        durationOption('--interval'),
      );
    case 'events':
      return new Option('--events <file>', 'lines {"time","event"} that decide the boundaries');
    case 'client':
      return new Option('--client <number>', 'only this client, from 0').argParser(clientNumber);
    case 'disturbed':
      return new Option('--disturbed', 'only clients that lost a connection');
    case 'predict':
      return new Option('--predict', 'what is to be expected, without any data');
    case 'replicas':
      return count('--replicas', 'predict: replicas that are upgraded');
    case 'connections':
      return count('--connections', 'predict: connections at the start');
    case 'maxUnavailable':
      return count('--max-unavailable', 'predict: replicas that may be missing (default: 1)');
    case 'maxSurge':
      return count('--max-surge', 'predict: replicas that may be there beyond that (default: 0)');
    case 'spread':
      return new Option(
        '--spread <how>',
        'predict: how lost connections spread over the replicas that are up (default: random)',
      ).choices(['even', 'random']);
  }
}

function count(flag: string, description: string): Option {
  return new Option(`${flag} <number>`, description).argParser((text) => {
    if (!/^\d{1,9}$/.test(text)) {
      throw new UsageError(`${flag}: expected a whole number from 0, found '${text}'`);
    }
    return Number(text);
  });
}

function clientNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new UsageError(`--client: expected a whole number from 0, found '${text}'`);
  }
  return Number(text);
}
