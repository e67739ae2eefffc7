import type { TopLevelSpec } from 'vega-lite';
import { withView } from './vega.ts';

/** Draws a chart as SVG: the same text for the same spec on every machine. */
export function renderSVG(spec: TopLevelSpec): Promise<string> {
  return withView(spec, (view) => view.toSVG());
}
