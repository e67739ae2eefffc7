import type { TopLevelSpec } from 'vega-lite';
import type { Layout } from './layout.ts';

/** A chart as Vega-Lite describes it; `width` and `height` are those of its plot. */
export type ChartSpec = TopLevelSpec &
  Pick<Layout, 'padding'> & { readonly width: number; readonly height: number };

/** A layer of such a chart. */
export type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

/** Marks are many and say nothing to a screen reader; the description of the whole does. */
export const QUIET = { aria: false } as const;
