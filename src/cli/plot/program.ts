import { Command, Option } from 'commander';
import {
  CHART_LIMITS,
  CHARTS,
  DEFAULT_CHART,
  type AnyChart,
  type Chart,
  type ChartOptions,
  type OwnChartOptions,
  type Renderer,
  type ThemeName,
} from '../../plot/index.ts';
import type { ConnectionColumn } from '../../stats/index.ts';
import { UsageError } from '../shared/errors.ts';
import { numberOption } from '../shared/flags/number-option.ts';
import { readEvents } from '../shared/input/read-events.ts';
import { readRun } from '../shared/input/read-run.ts';
import { sourceName } from '../shared/input/source-name.ts';
import { withSource } from '../shared/input/with-source.ts';
import { say } from '../shared/output/say.ts';
import { writeOutput } from '../shared/output/write-output.ts';
import type { Io } from '../shared/program/io.ts';
import { tame } from '../shared/program/run-program.ts';
import { VERSION } from '../shared/program/version.ts';
import { addChartFlags, chartOptions, filesAmong, type ChartFlags } from './chart-flags.ts';
import { chooseOutput } from './output.ts';
import { possibleSize, sizeNotes } from './picture-size.ts';
import { readTable } from './read-table.ts';
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

interface PlotFlags extends ChartFlags {
  readonly stats?: string;
  readonly data?: string;
  readonly terminal?: TerminalWish;
  readonly out?: string;
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
  readonly title?: string;
  readonly events?: string;
  readonly theme: ThemeName;
  readonly renderer: Renderer;
  readonly partial?: true;
}

/** `ctraffic-plot`: one command a chart. */
export function plotProgram(io: Io, charts: readonly AnyChart[] = CHARTS): Command {
  const program = tame(new Command(NAME), io)
    .description('Draws the statistics of a ctraffic run.')
    .version(VERSION, '--version', 'print the version')
    .helpCommand(false)
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', EXAMPLES);
  for (const chart of charts) program.addCommand(subcommand(chart, io));
  return program;
}

function subcommand(chart: AnyChart, io: Io): Command {
  const parser = tame(new Command(chart.name), io)
    .description(chart.summary)
    .argument('[FILE]', 'statistics, plain or gzip; - or nothing is standard input')
    .option('--stats <file>', 'the same as FILE')
    .option('--out <file>', 'FILE.svg, FILE.png, FILE.txt (characters) or FILE.vl.json (Vega-Lite)')
    .helpOption('-h, --help', 'show help');
  for (const option of pictureFlags(chart)) parser.addOption(option);
  parser.option('--partial', 'draw what is whole of a file that was cut short');
  if (chart.plotTable !== undefined) {
    parser.option('--data <file>', `a table as -analyze ${chart.name} prints it, instead`);
  }
  addChartFlags(parser, chart.takes);
  return parser.action(async () => {
    await plot(chart, parser.args, parser.opts<PlotFlags>(), io);
  });
}

/** What all pictures can be asked for. */
function pictureFlags({ grows, eventsHelp = ': vertical rules with labels' }: AnyChart): Option[] {
  return [
    pixels('width', 'of the whole picture (default: 800)'),
    pixels(
      'height',
      `of the whole picture (default: 400${grows ? ', more where it is needed' : ''})`,
    ),
    new Option('--scale <factor>', 'pixels of a PNG for one of the chart (default: 2)').argParser(
      numberOption('--scale', { ...CHART_LIMITS.scale, whole: false }),
    ),
    new Option('--title <text>', 'instead of the own title'),
    new Option('--events <file>', `lines {"time","event"}${eventsHelp}`),
    new Option('--theme <name>').choices(['light', 'dark']).default('light'),
    new Option('--renderer <name>', 'of a PNG; canvas needs the package "canvas"')
      .choices(['resvg', 'canvas'])
      .default('resvg'),
    new Option('--terminal <text>', 'as gnuplot has it: svg size 800,400, png, dumb').argParser(
      parseTerminal,
    ),
  ];
}

function pixels(name: 'width' | 'height', description: string): Option {
  return new Option(`--${name} <pixels>`, description).argParser(
    numberOption(`--${name}`, { ...CHART_LIMITS[name], whole: true }),
  );
}

async function plot(
  chart: AnyChart,
  words: readonly string[],
  flags: PlotFlags,
  io: Io,
): Promise<void> {
  const file = onlySource(filesAmong(words, chart.takes), flags);
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
    ...possibleSize(asked),
    ...(flags.title !== undefined && { title: flags.title }),
    ...chartOptions(flags, words, chart.takes),
  };
  // Pixels that were asked for as gnuplot counts them are those of the PNG.
  const scale = flags.scale ?? (wished === undefined ? undefined : 1);
  const characters = terminal?.kind === 'txt' ? terminal.size : undefined;
  const drawn =
    flags.data === undefined
      ? await ofRun(chart, file, flags, options, io)
      : await ofTable(chart, flags.data, flags, options, io);
  if (isPicture) for (const note of sizeNotes(asked, drawn.size)) say(io, NAME, note);
  const picture = await render(
    drawn,
    output,
    {
      renderer: flags.renderer,
      dynamic: terminal?.dynamic ?? false,
      ...(scale !== undefined && { scale }),
      ...(characters !== undefined && { characters }),
    },
    io,
  );
  writeOutput(output.path, picture, io);
}

type PlotOptions = ChartOptions & OwnChartOptions;

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

async function ofRun(
  { columns, plot: draw }: AnyChart,
  file: string,
  { partial, events: eventsFile }: PlotFlags,
  options: PlotOptions,
  io: Io,
): Promise<Chart> {
  const run = await readRun<ConnectionColumn>({ file, columns, partial, program: NAME }, io);
  const events = eventsFile === undefined ? undefined : readEvents(eventsFile, run.header);
  try {
    return draw(run, { ...options, events });
  } catch (error) {
    throw withSource(error, file);
  }
}

async function ofTable(
  { plotTable }: AnyChart,
  file: string,
  { events }: PlotFlags,
  options: PlotOptions,
  io: Io,
): Promise<Chart> {
  if (events !== undefined) {
    throw new UsageError('--events: expected statistics; a table of --data has no start time');
  }
  if (plotTable === undefined) throw new UsageError('--data: expected another command');
  return plotTable(await readTable(file, io), sourceName(file), options);
}
