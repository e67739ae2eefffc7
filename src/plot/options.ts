import type { RunEvent } from '../analyze/index.ts';
import type { RunHeader } from '../stats/index.ts';
import { plainText } from './plain-text.ts';
import { runText } from './run-title.ts';
import type { ThemeName } from './theme.ts';

/** What all charts can be asked for. */
export interface ChartOptions {
  /** Width of the picture in pixels, all that is around the plot included. Default 800. */
  readonly width?: number;
  /** Height of the picture in pixels. Default 400. */
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

/** The options with their defaults, for a run of `endS` seconds that `subtitle` describes. */
export function chartContext(
  options: ChartOptions,
  run: { readonly subtitle: string; readonly endS: number },
): ChartContext {
  return {
    width: options.width ?? DEFAULT_CHART.width,
    height: options.height ?? DEFAULT_CHART.height,
    theme: options.theme ?? DEFAULT_CHART.theme,
    title: options.title === undefined ? undefined : plainText(options.title),
    events: (options.events ?? []).map((event) => ({ ...event, event: plainText(event.event) })),
    ...run,
  };
}

/** What a chart says and needs of the run as a whole. */
export function runContext(header: RunHeader): Pick<ChartContext, 'subtitle' | 'endS'> {
  return { subtitle: runText(header), endS: header.durationNs / 1e9 };
}
