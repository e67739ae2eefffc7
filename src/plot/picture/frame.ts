import type { TimeAxis } from '../axes/time-axis.ts';
import type { ChartContext } from '../options.ts';
import { hiddenNote } from '../text/hidden-note.ts';
import { shortenEnd } from '../text/shorten.ts';
import { textWidth } from '../text/text-width.ts';
import type { ChartSpec, Layer } from './chart-spec.ts';
import type { Layout } from './layout.ts';
import { momentLayers } from './moment-layers.ts';
import { SUBTITLE_FONT_SIZE, themeOf, TITLE_OFFSET } from './theme.ts';
import { vegaLiteConfig } from './vega-lite-config.ts';

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

const DOT = ' · ';

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
    /** Said after what the run was. */
    readonly notes?: readonly string[];
    readonly layers: readonly Layer[];
  },
): ChartSpec {
  const theme = themeOf(context.theme);
  const { title } = context;
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
