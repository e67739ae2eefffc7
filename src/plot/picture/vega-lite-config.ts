import type { Config } from 'vega-lite';
import {
  AXIS_TITLE_FONT_SIZE,
  FONT,
  SUBTITLE_FONT_SIZE,
  TITLE_OFFSET,
  type Theme,
} from './theme.ts';

/** What all charts share in a Vega-Lite configuration. */
export function vegaLiteConfig(theme: Theme): Config {
  return {
    font: FONT,
    view: { stroke: null },
    title: {
      anchor: 'start',
      frame: 'group',
      color: theme.ink,
      fontSize: 16,
      fontWeight: 'bold',
      subtitleColor: theme.muted,
      subtitleFontSize: SUBTITLE_FONT_SIZE,
      subtitlePadding: 4,
      offset: TITLE_OFFSET,
    },
    axis: {
      labelColor: theme.muted,
      titleColor: theme.ink,
      titleFontWeight: 'normal',
      labelFontSize: 11,
      titleFontSize: AXIS_TITLE_FONT_SIZE,
      domainColor: theme.axis,
      tickColor: theme.axis,
      gridColor: theme.grid,
      titlePadding: 8,
    },
    axisX: { grid: false },
    axisY: { domain: false, ticks: false, labelPadding: 6 },
    legend: {
      orient: 'top',
      direction: 'horizontal',
      title: null,
      labelColor: theme.ink,
      labelFontSize: 12,
      labelLimit: 0,
      columnPadding: 16,
    },
  };
}
