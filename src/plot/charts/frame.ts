import type { TopLevelSpec } from 'vega-lite';
import { LABEL_FONT_SIZE, LABEL_GAP, type Moment } from '../events.ts';
import { LANE_HEIGHT, type Layout } from '../layout.ts';
import { counted, numberText } from '../number-text.ts';
import type { ChartContext } from '../options.ts';
import { themeOf, vegaLiteConfig, type Theme } from '../theme.ts';
import type { TimeAxis } from '../time-axis.ts';

/** A chart as Vega-Lite describes it. */
export type ChartSpec = TopLevelSpec;

/** A layer of such a chart. */
export type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/** Marks are many and say nothing to a screen reader; the description of the whole does. */
export const QUIET = { aria: false } as const;

/** Grouped by thousands, never as 4e+2, without trailing zeros. */
const NUMBER_FORMAT = ',.12~r';

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

/** A `y` axis from 0 to the last of its ticks. */
export function yAxis(title: string, ticks: readonly number[]): object {
  return {
    type: 'quantitative',
    title,
    scale: { domain: [0, ticks.at(-1) ?? 1], nice: false, padding: 0 },
    stack: null,
    axis: { values: ticks, format: NUMBER_FORMAT },
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
  return {
    ...source,
    type: 'nominal',
    scale: {
      domain: legend.map(({ label }) => label),
      range: legend.map(({ colour }) => colour),
    },
    legend: {
      offset: layout.legendOffset,
      columns: layout.legendColumns,
      symbolType: symbol,
      ...(symbol === 'stroke' ? { symbolSize: 500 } : {}),
    },
  };
}

/** The moments of the events that were given. */
export function eventMoments(context: ChartContext): Moment[] {
  return context.events.map(({ timeNs, event }) => ({
    timeS: timeNs / 1e9,
    label: event,
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
  const subtitle = [
    context.subtitle,
    ...(parts.notes ?? []),
    ...(hidden > 0 ? [`${counted(hidden, 'label')} without room`] : []),
  ]
    .filter((text) => text !== '')
    .join(' · ');
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
      ...(subtitle === '' ? {} : { subtitle }),
      limit: layout.plotWidth + layout.padding.right / 2,
    },
    layer: [...parts.layers, ...momentLayers(layout, time, theme)],
    config: vegaLiteConfig(theme),
  };
}
