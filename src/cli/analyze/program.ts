import { Command, Option } from 'commander';
import { say } from '../shared/output/say.ts';
import type { Report } from '../../analyze/index.ts';
import { durationOption } from '../shared/flags/duration.ts';
import { numberOption } from '../shared/flags/number-option.ts';
import { ecmpAccount, type EcmpAccountFlags } from '../shared/flags/ecmp-account.ts';
import { UsageError } from '../shared/errors.ts';
import type { Io } from '../shared/program/io.ts';
import { refuseOverwriting } from '../shared/output/refuse-overwriting.ts';
import { readEvents } from '../shared/input/read-events.ts';
import { readRun } from '../shared/input/read-run.ts';
import { tame } from '../shared/program/run-program.ts';
import { VERSION } from '../shared/program/version.ts';
import { withSource } from '../shared/input/with-source.ts';
import { writeOutput } from '../shared/output/write-output.ts';
import { ANALYZE_COMMANDS, type AnalyzeCommand, type ExtraOption } from './commands.ts';
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
  ${NAME} ecmp run.json --targets node1,node2,node3 --change '6s: -node1' --change '14s: +node1'
  ${NAME} ecmp --predict --targets 4 --remove 1 --connections 400
  ${NAME} clients run.json --disturbed --format json | jq .
  ssh router ctraffic -stats=all -address 10.0.0.0:5003 | ${NAME} disturbances
`;

interface CommandFlags extends EcmpAccountFlags {
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
  for (const own of command.ownOptions?.() ?? []) parser.addOption(own);
  parser.addHelpText('after', command.help ?? '');
  return parser.action(async (file: string | undefined, flags: CommandFlags) => {
    const predicted = command.predict?.({ ...flags });
    if (predicted === undefined) {
      await analyze(command, file ?? '-', flags, io);
    } else {
      refuseData(file, flags);
      writeReport(predicted, flags, io);
    }
  });
}

function refuseData(file: string | undefined, flags: CommandFlags): void {
  const without = [file, flags.events && '--events', flags.partial && '--partial'].find((it) => it);
  if (without !== undefined) {
    throw new UsageError(`--predict: expected no data, found ${without}`);
  }
}

async function analyze(
  command: AnalyzeCommand,
  file: string,
  flags: CommandFlags,
  io: Io,
): Promise<void> {
  // A format that there is not is said before the file is read.
  formatFor(flags.format, flags.out);
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
      ...ecmpAccount(flags),
    });
  } catch (error) {
    throw withSource(error, file);
  }
  writeReport(report, flags, io);
}

function writeReport(report: Report, flags: CommandFlags, io: Io): void {
  const format = formatFor(flags.format, flags.out);
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
      return new Option('--client <number>', 'only this client, from 0').argParser(
        numberOption('--client', { least: 0, whole: true }),
      );
    case 'disturbed':
      return new Option('--disturbed', 'only clients that lost a connection');
  }
}
