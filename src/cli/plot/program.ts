import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import {
  CHART_LIMITS,
  DEFAULT_CHART,
  isPlotError,
  type Chart,
  type Renderer,
  type ThemeName,
} from '../../plot/index.ts';
import { say } from '../shared/output/say.ts';
import { StatsError } from '../../stats/index.ts';
import { durationOption } from '../shared/flags/duration.ts';
import { ecmpAccount, type EcmpAccountFlags } from '../shared/flags/ecmp-account.ts';
import { RunError, UsageError } from '../shared/errors.ts';
import type { Io } from '../shared/program/io.ts';
import { readEvents } from '../shared/input/read-events.ts';
import { readRun } from '../shared/input/read-run.ts';
import { tame } from '../shared/program/run-program.ts';
import { VERSION } from '../shared/program/version.ts';
import { writeOutput } from '../shared/output/write-output.ts';
import { PLOT_COMMANDS, type PlotCommand, type PlotOptions } from './commands.ts';
import { numberOption } from '../shared/flags/number-option.ts';
import { chooseOutput } from './output.ts';
import { possibleSize, sizeNotes } from './picture-size.ts';
import { render } from './render.ts';
import { parseTerminal, type TerminalWish } from './terminal-option.ts';

const NAME = 'ctraffic-plot';

const EXAMPLES = `
Examples:
  ${NAME} connections run.json --out connections.svg
  ${NAME} connections Active --stats=run.json > connections.svg
  ${NAME} replicas upgrade.json --events upgrade.events --out upgrade.png
  ${NAME} throughput run.json.gz --theme dark --width 1200 --height 500 --out throughput.svg
  ${NAME} clients run.json
  ${NAME} ecmp run.json --targets node1,node2,node3 --change '6s: -node1' --out ecmp.svg
  ctraffic -stat_file run.json -analyze connections | ${NAME} connections --data=- --out c.svg
  ${NAME} connections --stats=run.json --terminal="svg size 800,400 dynamic" > c.svg

Without --out, a terminal gets a drawing of characters and a pipe gets SVG.
`;

interface PlotFlags extends EcmpAccountFlags {
  readonly stats?: string;
  readonly data?: string;
  readonly terminal?: TerminalWish;
  readonly out?: string;
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
  readonly title?: string;
  readonly interval?: number;
  readonly events?: string;
  readonly theme: ThemeName;
  readonly renderer: Renderer;
  readonly partial?: true;
}

/** `ctraffic-plot`: one command a picture. */
export function plotProgram(io: Io): Command {
  const program = tame(new Command(NAME), io)
    .description('Draws the statistics of a ctraffic run.')
    .version(VERSION, '--version')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES);
  for (const command of PLOT_COMMANDS) program.addCommand(subcommand(command, io));
  return program;
}

function subcommand(command: PlotCommand, io: Io): Command {
  const parser = tame(new Command(command.name), io)
    .description(command.summary)
    .argument('[FILE]', 'statistics, plain or gzip; - or nothing is standard input')
    .option('--stats <file>', 'the same as FILE')
    .option('--out <file>', 'FILE.svg, FILE.png, FILE.txt (characters) or FILE.vl.json (Vega-Lite)')
    .addOption(pixels('width', 'of the whole picture (default: 800)'))
    .addOption(
      pixels(
        'height',
        `of the whole picture (default: 400${command.grows === true ? ', more where it is needed' : ''})`,
      ),
    )
    .addOption(
      new Option('--scale <factor>', 'pixels of a PNG for one of the chart (default: 2)').argParser(
        numberOption('--scale', { ...CHART_LIMITS.scale, whole: false }),
      ),
    )
    .option('--title <text>', 'instead of the own title')
    .option(
      '--events <file>',
      `lines {"time","event"}${command.eventsHelp ?? ': vertical rules with labels'}`,
    )
    .addOption(new Option('--theme <name>').choices(['light', 'dark']).default('light'))
    .addOption(
      new Option('--renderer <name>', 'of a PNG; canvas needs the package "canvas"')
        .choices(['resvg', 'canvas'])
        .default('resvg'),
    )
    .addOption(
      new Option('--terminal <text>', 'as gnuplot has it: svg size 800,400, png, dumb').argParser(
        parseTerminal,
      ),
    )
    .option('--partial', 'draw what is whole of a file that was cut short')
    .helpOption('-h, --help', 'say what there is to say');
  if (command.takesActive) parser.argument('[Active]', 'the word Active adds the active ones');
  if (command.plotTable !== undefined) {
    parser.option('--data <file>', `a table as -analyze ${command.name} prints it, instead`);
  }
  if (command.takesInterval) {
    parser.addOption(
      new Option('--interval <duration>', 'width of an interval, as 250ms or 1m30s').argParser(
        durationOption('--interval'),
      ),
    );
  }
  for (const own of command.ownOptions?.() ?? []) parser.addOption(own);
  parser.addHelpText('after', command.help ?? '');
  return parser.action(async () => {
    await plot(command, parser.args, parser.opts<PlotFlags>(), io);
  });
}

function pixels(name: 'width' | 'height', description: string): Option {
  return new Option(`--${name} <pixels>`, description).argParser(
    numberOption(`--${name}`, { ...CHART_LIMITS[name], whole: true }),
  );
}

async function plot(
  command: PlotCommand,
  words: readonly string[],
  flags: PlotFlags,
  io: Io,
): Promise<void> {
  const active = command.takesActive && words.includes('Active');
  const files = words.filter((word) => !(active && word === 'Active'));
  const file = onlySource(files, flags);
  const { terminal } = flags;
  const output = chooseOutput(flags.out, terminal, io);
  for (const note of terminal?.notes ?? []) say(io, NAME, `--terminal: ${note}`);
  const isPicture = output.kind !== 'txt';
  const wished = isPicture ? terminal?.size : undefined;
  const asked = {
    width: flags.width ?? wished?.width ?? DEFAULT_CHART.width,
    height: flags.height ?? wished?.height,
  };
  const options: PlotOptions = {
    theme: flags.theme,
    ...(active && { active }),
    ...possibleSize(asked),
    ...(flags.title !== undefined && { title: flags.title }),
    ...(flags.interval !== undefined && { intervalNs: flags.interval }),
    ...ecmpAccount(flags),
  };
  // Pixels that were asked for as gnuplot counts them are those of the PNG.
  const scale = flags.scale ?? (wished === undefined ? undefined : 1);
  const characters = terminal?.kind === 'txt' ? terminal.size : undefined;
  const chart =
    flags.data === undefined
      ? await chartOfRun(command, file, flags, options, io)
      : await chartOfTable(command, flags, options, io);
  if (isPicture) for (const note of sizeNotes(asked, chart.size)) say(io, NAME, note);
  let picture: string | Uint8Array;
  try {
    picture = await render(
      chart,
      output,
      {
        renderer: flags.renderer,
        dynamic: terminal?.dynamic ?? false,
        ...(scale !== undefined && { scale }),
        ...(characters !== undefined && { characters }),
      },
      io,
    );
  } catch (error) {
    if (!isPlotError(error)) throw error;
    throw error.code === 'invalid-option'
      ? new UsageError(error.message)
      : new RunError(`--renderer: ${error.message}`);
  }
  writeOutput(output.path, picture, io);
}

/** The one file to read; standard input where none is named. */
function onlySource(files: readonly string[], { stats, data }: PlotFlags): string {
  const named = [
    ...files.map((file) => ({ text: file, file })),
    ...(stats === undefined ? [] : [{ text: `--stats=${stats}`, file: stats }]),
    ...(data === undefined ? [] : [{ text: `--data=${data}`, file: data }]),
  ];
  if (named.length > 1) {
    throw new UsageError(
      `expected one of FILE, --stats and --data, found ${named.map(({ text }) => text).join(' ')}`,
    );
  }
  return named[0]?.file ?? '-';
}

async function chartOfRun(
  command: PlotCommand,
  file: string,
  flags: PlotFlags,
  options: PlotOptions,
  io: Io,
): Promise<Chart> {
  const { columns } = command;
  const run = await readRun({ file, columns, partial: flags.partial, program: NAME }, io);
  const events = flags.events === undefined ? undefined : readEvents(flags.events, run.header);
  try {
    return command.plotRun(run, { ...options, ...(events !== undefined && { events }) });
  } catch (error) {
    if (!(error instanceof StatsError)) throw error;
    throw new StatsError({ ...error.details, source: file === '-' ? STANDARD_INPUT : file });
  }
}

const STANDARD_INPUT = '(standard input)';

async function chartOfTable(
  command: PlotCommand,
  flags: PlotFlags,
  options: PlotOptions,
  io: Io,
): Promise<Chart> {
  const { data = '-' } = flags;
  if (flags.events !== undefined) {
    throw new UsageError('--events: expected statistics; a table of --data has no start time');
  }
  if (command.plotTable === undefined) throw new UsageError('--data: expected another command');
  const source = data === '-' ? STANDARD_INPUT : data;
  return command.plotTable(await readText(data, io), source, options);
}

async function readText(path: string, io: Io): Promise<string> {
  if (path === '-') {
    const chunks: Uint8Array[] = [];
    for await (const chunk of io.stdin) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  }
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'an error' } = error as NodeJS.ErrnoException;
    const found = code === 'ENOENT' ? 'no such file' : code;
    throw new RunError(`${path}: expected a readable table, found ${found}`, { cause: error });
  }
}
