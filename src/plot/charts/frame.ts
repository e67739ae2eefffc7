import type { TopLevelSpec } from 'vega-lite';
import { NS_PER_S } from '../../stats/index.ts';
import { LABEL_FONT_SIZE, LABEL_GAP, type Moment } from '../events.ts';
import { LANE_HEIGHT, type Layout } from '../layout.ts';
import { counted, numberText } from '../number-text.ts';
import type { ChartContext } from '../options.ts';
import { textWidth } from '../render/text-width.ts';
import { shortenEnd } from '../shorten.ts';
import {
  AXIS_TITLE_FONT_SIZE,
  SUBTITLE_FONT_SIZE,
  themeOf,
  TITLE_OFFSET,
  vegaLiteConfig,
  type Theme,
} from '../theme.ts';
import type { TimeAxis } from '../time-axis.ts';

/** A chart as Vega-Lite describes it; `width` and `height` are those of its plot. */
export type ChartSpec = TopLevelSpec &
  Pick<Layout, 'padding'> & { readonly width: number; readonly height: number };

/** A layer of such a chart. */
export type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/** Marks are many and say nothing to a screen reader; the description of the whole does. */
export const QUIET = { aria: false } as const;

/** Grouped by thousands, never as 4e+2, without trailing zeros. */
const NUMBER_FORMAT = ',.12~r';

/** What stands for the legend's entries that it has no room for. */
const HIDDEN_COLOUR = 'transparent';

export interface LegendEntry {
  readonly label: string;
  readonly colour: string;
}

/** The time axis, for the `x` of a chart's first layer. */
export function xAxis(time: TimeAxis): object {
  return {
    type: 'quantitative',
    title: time.title,
    scale: { domain: [0, time.end], nice: false, zero: false, padding: 0 },
    axis: { values: time.ticks, format: NUMBER_FORMAT },
  };
}

/** A `y` axis from 0 to the last of its ticks, its title no longer than it is high. */
export function yAxis(
  title: string,
  ticks: readonly number[],
  { plotHeight }: Pick<Layout, 'plotHeight'>,
): object {
  const isLonger = textWidth(title, AXIS_TITLE_FONT_SIZE) > plotHeight;
  return {
    type: 'quantitative',
    title,
    scale: { domain: [0, ticks.at(-1) ?? 1], nice: false, padding: 0 },
    stack: null,
    axis: {
      values: ticks,
      format: NUMBER_FORMAT,
      ...(isLonger ? { titleLimit: plotHeight } : {}),
    },
  };
}

/** The widest labels that `yAxis` will show. */
export function tickLabels(ticks: readonly number[]): string[] {
  return ticks.map(numberText);
}

/** Colour by the series' name, with a legend above the plot. */
export function colourBy(
  source: { readonly field: string },
  legend: readonly LegendEntry[],
  layout: Layout,
  symbol: 'square' | 'stroke' = 'square',
): object {
  const shown = legend.slice(0, layout.legendEntries).map(({ label }) => label);
  const hidden = layout.legendEntries === 0 ? 0 : legend.length - shown.length;
  const more = hidden > 0 ? [`… ${numberText(hidden)} more`] : [];
  return {
    ...source,
    type: 'nominal',
    scale: {
      domain: [...legend.map(({ label }) => label), ...more],
      range: [...legend.map(({ colour }) => colour), ...more.map(() => HIDDEN_COLOUR)],
    },
    legend:
      layout.legendEntries === 0
        ? null
        : {
            offset: layout.legendOffset,
            columns: layout.legendColumns,
            symbolType: symbol,
            ...(symbol === 'stroke' ? { symbolSize: 500 } : {}),
            ...(more.length === 0 ? {} : { values: [...shown, ...more] }),
          },
  };
}

/** The moments of the events that were given. */
export function eventMoments(context: ChartContext): Moment[] {
  return context.events.map(({ timeNs, text }) => ({
    timeS: timeNs / NS_PER_S,
    label: text,
    kind: 'event' as const,
  }));
}

/** Vertical rules with their labels above the plot. */
function momentLayers(layout: Layout, time: TimeAxis, theme: Theme): Layer[] {
  const { moments } = layout.placement;
  if (moments.length === 0) return [];
  const values = moments.map(({ timeS, label, kind, lane, side }) => ({
    t: timeS / time.secondsPerUnit,
    label: lane < 0 ? '' : label,
    colour: kind === 'loss' ? theme.lost : theme.event,
    top: -(lane + 1) * LANE_HEIGHT,
    dx: side === 'right' ? LABEL_GAP : -LABEL_GAP,
    align: side === 'right' ? 'left' : 'right',
  }));
  const x = { field: 't', type: 'quantitative' } as const;
  const rule: Layer = {
    data: { values },
    mark: { type: 'rule', ...QUIET, strokeWidth: 1, strokeDash: [3, 2], opacity: 0.85 },
    encoding: {
      x,
      y: { value: { expr: 'datum.top' } },
      y2: { value: 'height' },
      stroke: { value: { expr: 'datum.colour' } },
    },
  };
  const labelled = values.filter(({ label }) => label !== '');
  const text: Layer = {
    data: { values: labelled },
    mark: {
      type: 'text',
      ...QUIET,
      fontSize: LABEL_FONT_SIZE,
      baseline: 'top',
      align: { expr: 'datum.align' },
      dx: { expr: 'datum.dx' },
      dy: 1,
    },
    encoding: {
      x,
      y: { value: { expr: 'datum.top' } },
      text: { field: 'label' },
      fill: { value: { expr: 'datum.colour' } },
    },
  };
  return labelled.length === 0 ? [rule] : [rule, text];
}

const DOT = ' · ';

/** Says how many labels a picture lacks. */
export function hiddenNote(hidden: number): string {
  return `${counted(hidden, 'label')} without room`;
}

/** A subtitle of at most `width` pixels. What gives way is what it is about: the title's reader knows it. */
function besideNote(about: string, note: string, width: number): string {
  if (about === '' || note === '') return shortenEnd(`${about}${note}`, width, SUBTITLE_FONT_SIZE);
  const end = `${DOT}${note}`;
  const room = width - textWidth(end, SUBTITLE_FONT_SIZE);
  return `${shortenEnd(about, room, SUBTITLE_FONT_SIZE)}${end}`;
}

/** Puts title, axes' sizes and events around the layers of a chart. */
export function frame(
  context: ChartContext,
  layout: Layout,
  time: TimeAxis,
  parts: {
    readonly title: string;
    /** Said after what the run was. */
    readonly notes?: readonly string[];
    readonly layers: readonly Layer[];
  },
): ChartSpec {
  const theme = themeOf(context.theme);
  const title = context.title ?? parts.title;
  const { hidden } = layout.placement;
  const about = [context.subtitle, ...(parts.notes ?? [])].filter((text) => text !== '').join(DOT);
  const note = hidden > 0 ? hiddenNote(hidden) : '';
  const subtitle = [about, note].filter((text) => text !== '').join(DOT);
  const limit = layout.plotWidth + layout.padding.right / 2;
  return {
    $schema: SCHEMA,
    description: subtitle === '' ? title : `${title}: ${subtitle}`,
    width: layout.plotWidth,
    height: layout.plotHeight,
    autosize: 'none',
    padding: layout.padding,
    background: theme.background,
    title: {
      text: title,
      ...(subtitle === '' || !layout.hasSubtitle
        ? {}
        : { subtitle: besideNote(about, note, limit) }),
      ...(layout.legendEntries === 0 ? { offset: TITLE_OFFSET + layout.legendOffset } : {}),
      limit,
    },
    layer: [...parts.layers, ...momentLayers(layout, time, theme)],
    config: vegaLiteConfig(theme),
  };
}
