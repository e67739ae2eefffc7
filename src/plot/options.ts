import type { RunEvent } from '../analyze/index.ts';
import { NS_PER_S, type RunHeader } from '../stats/index.ts';
import { PlotError } from './errors.ts';
import { plainText } from './plain-text.ts';
import { runText } from './run-title.ts';
import type { ThemeName } from './theme.ts';

/** What all charts can be asked for. */
export interface ChartOptions {
  /** Width of the picture in pixels, all that is around the plot included, from 150 to 10000. Default 800. */
  readonly width?: number;
  /** Height of the picture in pixels, from 150 to 10000. Default 400; a chart that says so grows with what it shows. */
  readonly height?: number;
  /** Default "light". */
  readonly theme?: ThemeName;
  /** Instead of the chart's own title. What the run was stays below it. */
  readonly title?: string;
  /** Drawn as vertical rules. */
  readonly events?: readonly RunEvent[];
}

/** Options with their defaults, and what is known of the run. */
export interface ChartContext {
  readonly width: number;
  readonly height: number;
  readonly theme: ThemeName;
  readonly title: string | undefined;
  readonly events: readonly RunEvent[];
  /** What the run was; '' where it is not known. */
  readonly subtitle: string;
  /** Length of the time axis, in seconds. */
  readonly endS: number;
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
export function checkedSize(name: keyof typeof CHART_LIMITS, value: number): number {
  const { least, most } = CHART_LIMITS[name];
  if (value >= least && value <= most) return value;
  throw new PlotError('invalid-option', `invalid ${name}; not from ${least} to ${most}: ${value}`);
}

/**
 * The options with their defaults, for a run of `endS` seconds that `subtitle` describes.
 *
 * @throws {PlotError} where there can be no such chart
 */
export function chartContext(
  options: ChartOptions,
  run: { readonly subtitle: string; readonly endS: number },
): ChartContext {
  return {
    width: checkedSize('width', options.width ?? DEFAULT_CHART.width),
    height: checkedSize('height', options.height ?? DEFAULT_CHART.height),
    theme: options.theme ?? DEFAULT_CHART.theme,
    title: options.title === undefined ? undefined : plainText(options.title),
    events: (options.events ?? []).map((event) => ({ ...event, text: plainText(event.text) })),
    ...run,
  };
}

/** What a chart says and needs of the run as a whole. */
export function runContext(header: RunHeader): Pick<ChartContext, 'subtitle' | 'endS'> {
  return { subtitle: runText(header), endS: header.durationNs / NS_PER_S };
}
