import { numberText } from '../text/number-text.ts';
import type { Layout } from './layout.ts';

/** What stands for the legend's entries that it has no room for. */
const HIDDEN_COLOUR = 'transparent';

export interface LegendEntry {
  readonly label: string;
  readonly colour: string;
}

/** A colour channel by the name of a series. */
export interface ColourChannel {
  readonly field: string;
  readonly type: 'nominal';
  readonly scale: { readonly domain: string[]; readonly range: string[] };
  readonly legend: LegendLook | null;
}

interface LegendLook {
  readonly offset: number;
  readonly columns: number;
  readonly symbolType: 'square' | 'stroke';
  readonly symbolSize?: number;
  readonly values?: string[];
}

const STROKE_SYMBOL_SIZE = 500;

/** Colour by the series' name, with a legend above the plot. */
export function colourBy(
  { field }: { readonly field: string },
  legend: readonly LegendEntry[],
  layout: Layout,
  symbolType: 'square' | 'stroke' = 'square',
): ColourChannel {
  const { legendEntries, legendOffset, legendColumns } = layout;
  const shown = legend.slice(0, legendEntries).map(({ label }) => label);
  const hidden = legendEntries === 0 ? 0 : legend.length - shown.length;
  const more = hidden > 0 ? [`… ${numberText(hidden)} more`] : [];
  return {
    field,
    type: 'nominal',
    scale: {
      domain: [...legend.map(({ label }) => label), ...more],
      range: [...legend.map(({ colour }) => colour), ...more.map(() => HIDDEN_COLOUR)],
    },
    legend:
      legendEntries === 0
        ? null
        : {
            offset: legendOffset,
            columns: legendColumns,
            symbolType,
            ...(symbolType === 'stroke' ? { symbolSize: STROKE_SYMBOL_SIZE } : {}),
            ...(more.length === 0 ? {} : { values: [...shown, ...more] }),
          },
  };
}
