import { plainText, type StudyOptions } from '../analyze/index.ts';
import { NS_PER_S, type RunHeader } from '../stats/index.ts';
import type { Moment } from './axes/moment.ts';
import { PlotError } from './errors.ts';
import type { ThemeName } from './picture/theme.ts';
import { runText } from './text/run-text.ts';

/** What all charts can be asked for. Events are vertical rules in charts over time. */
export interface ChartOptions extends StudyOptions {
  /** Width of the picture in pixels, all that is around the plot included, from 150 to 10000. Default 800. */
  readonly width?: number;
  /** Height of the picture in pixels, from 150 to 10000. Default 400; a chart that says so grows with what it shows. */
  readonly height?: number;
  /** Default "light". */
  readonly theme?: ThemeName;
  /** Instead of the chart's own title. What the run was stays below it. */
  readonly title?: string;
}

/** What a chart says and needs of the run as a whole. */
export interface RunFacts {
  /** What the run was; '' where it is not known. */
  readonly subtitle: string;
  /** Length of the time axis, in seconds. */
  readonly endS: number;
}

/** Options with their defaults, and what is known of the run. */
export interface ChartContext extends RunFacts {
  readonly width: number;
  readonly height: number;
  readonly theme: ThemeName;
  readonly title: string;
  /** What was done to the service, where the chart shows it. */
  readonly moments: readonly Moment[];
}

export const DEFAULT_CHART = { width: 800, height: 400, theme: 'light' } as const;

/** What sizes a chart can have; `scale` is that of a PNG. */
export const CHART_LIMITS = {
  width: { least: 150, most: 10_000 },
  height: { least: 150, most: 10_000 },
  scale: { least: 0.25, most: 8 },
} as const;

/**
 * A size that a chart can have.
 *
 * @throws {PlotError} where it is none
 */
export function checkedSize(option: keyof typeof CHART_LIMITS, value: number): number {
  const { least, most } = CHART_LIMITS[option];
  if (value >= least && value <= most) return value;
  throw new PlotError({
    code: 'option',
    option,
    expected: `${least} to ${most}`,
    found: String(value),
  });
}

/**
 * The options with their defaults.
 *
 * @param title the chart's own
 * @throws {PlotError} where there can be no such chart
 */
export function chartContext(
  options: ChartOptions,
  title: string,
  run: RunFacts,
  moments: readonly Moment[],
): ChartContext {
  return {
    ...run,
    width: checkedSize('width', options.width ?? DEFAULT_CHART.width),
    height: checkedSize('height', options.height ?? DEFAULT_CHART.height),
    theme: options.theme ?? DEFAULT_CHART.theme,
    title: options.title === undefined ? title : plainText(options.title),
    moments,
  };
}

/** What the header of a run tells a chart. */
export function runFacts(header: RunHeader): RunFacts {
  return { subtitle: runText(header), endS: header.durationNs / NS_PER_S };
}
