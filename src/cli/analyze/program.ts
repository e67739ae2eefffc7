import { Command } from 'commander';
import {
  ANALYSES,
  studyOf,
  type AnyAnalysis,
  type Report,
  type Study,
} from '../../analyze/index.ts';
import type { ConnectionColumn } from '../../stats/index.ts';
import { UsageError } from '../shared/errors.ts';
import { ECMP_ACCOUNT_HELP } from '../shared/flags/ecmp-account.ts';
import { readEvents } from '../shared/input/read-events.ts';
import { readRun } from '../shared/input/read-run.ts';
import { withSource } from '../shared/input/with-source.ts';
import { refuseOverwriting } from '../shared/output/refuse-overwriting.ts';
import { writeOutput } from '../shared/output/write-output.ts';
import type { Io } from '../shared/program/io.ts';
import { say } from '../shared/output/say.ts';
import { tame } from '../shared/program/run-program.ts';
import { VERSION } from '../shared/program/version.ts';
import { flagsOf, optionsFrom, type AnalysisFlags } from './analysis-flags.ts';
import { commandsOf, type AnalyzeCommand } from './commands.ts';
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

interface CommandFlags extends AnalysisFlags {
  readonly format?: string;
  readonly out: string;
  readonly partial?: true;
  readonly events?: string;
}

/** `ctraffic-analyze`: one command an analysis. */
export function analyzeProgram(io: Io, analyses: readonly AnyAnalysis[] = ANALYSES): Command {
  const program = tame(new Command(NAME), io)
    .description('Explains the statistics of a ctraffic run.')
    .version(VERSION, '--version', 'print the version')
    .helpCommand(false)
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', EXAMPLES);
  for (const command of commandsOf(analyses)) program.addCommand(subcommand(command, io));
  return program;
}

function subcommand({ analysis, plan }: AnalyzeCommand, io: Io): Command {
  const parser = tame(new Command(analysis.name), io)
    .description(analysis.summary)
    .argument(
      analysis.input === 'run' ? '[FILE]' : '[FILES...]',
      'statistics, plain or gzip; - or nothing is standard input',
    )
    .option(
      '--format <format>',
      `${FORMATS.join(', ')} (default: by the extension of --out, else text)`,
    )
    .option('--out <file>', 'where to write; - is standard output', '-')
    .option('--partial', 'read what is whole of a file that was cut short')
    .helpOption('-h, --help', 'show help');
  if (analysis.input === 'run') {
    if (analysis.takesEvents) {
      parser.option('--events <file>', 'lines {"time","event"} that decide the boundaries');
    }
    for (const option of flagsOf(analysis.takes)) parser.addOption(option);
    if (analysis.takes.changes === true) parser.addHelpText('after', ECMP_ACCOUNT_HELP);
  }
  for (const option of plan?.options() ?? []) parser.addOption(option);
  return parser.action(async () => {
    const files = parser.args;
    const flags = parser.opts<CommandFlags>();
    const predicted = plan?.report({ ...flags });
    if (predicted === undefined) await analyze(analysis, files, flags, io);
    else {
      refuseData(files, flags);
      writeReport(predicted, flags, io);
    }
  });
}

function refuseData([file]: readonly string[], flags: CommandFlags): void {
  const data = [file, flags.events && '--events', flags.partial && '--partial'].find((it) => it);
  if (data !== undefined) {
    throw new UsageError(`--predict: expected no data, found ${data}`);
  }
}

async function analyze(
  analysis: AnalyzeCommand['analysis'],
  words: readonly string[],
  flags: CommandFlags,
  io: Io,
): Promise<void> {
  // A wrong format is said before a file is read.
  formatFor(flags.format, flags.out);
  const files = words.length === 0 ? ['-'] : words;
  for (const file of files) refuseOverwriting(file, flags.out);
  const studies: Study[] = [];
  for (const file of files) studies.push(await readStudy(file, analysis, flags, io));
  let report: Report;
  try {
    report = reportOf(analysis, studies, flags);
  } catch (error) {
    throw withSource(error, files.join(', '));
  }
  writeReport(report, flags, io);
}

async function readStudy(
  file: string,
  { columns }: AnalyzeCommand['analysis'],
  { partial, events }: CommandFlags,
  io: Io,
): Promise<Study> {
  const run = await readRun<ConnectionColumn>({ file, columns, partial, program: NAME }, io);
  return studyOf(run, events === undefined ? {} : { events: readEvents(events, run.header) });
}

function reportOf(
  analysis: AnalyzeCommand['analysis'],
  studies: readonly Study[],
  flags: CommandFlags,
): Report {
  if (analysis.input === 'runs') return analysis.report(studies);
  const [study, another] = studies;
  if (study === undefined || another !== undefined) {
    throw new UsageError(`expected one FILE, found ${studies.length}`);
  }
  return analysis.report(study, optionsFrom(flags, analysis.takes));
}

function writeReport(report: Report, flags: CommandFlags, io: Io): void {
  const format = formatFor(flags.format, flags.out);
  if (format === 'csv' && report.tables.length > 1) {
    say(io, NAME, `csv holds the first of ${report.tables.length} tables; other formats hold all`);
  }
  writeOutput(flags.out, formatReport(report, format), io);
}
