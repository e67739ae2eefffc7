import { QUIET, type Layer } from '../../picture/chart-spec.ts';
import { colourBy, type LegendEntry } from '../../picture/legend.ts';
import { AXIS_TITLE_FONT_SIZE, type Theme } from '../../picture/theme.ts';
import { shortenEnd } from '../../text/shorten.ts';
import { shapeOf, type Vertex } from './curve-shape.ts';
import { baseOf, type Panels } from './outage-panels.ts';
import { NO_OUTAGE, type OutagesModel } from './outages-model.ts';

const LABEL_FONT_SIZE = 11;

/** What is shaded, and the lines on top. */
export function curveLayers(
  found: OutagesModel,
  { curves, curveHeight, layout, time, x, y }: Panels,
  legend: readonly LegendEntry[],
): Layer[] {
  const shapes = curves.map((curve, index) =>
    shapeOf(curve, found, {
      base: baseOf(index, curves),
      height: curveHeight,
      end: time.end,
      secondsPerUnit: time.secondsPerUnit,
      steps: Math.max(1, Math.floor((curveHeight * layout.plotHeight) / curves.length)),
    }),
  );
  const layer = (
    values: Vertex[],
    look: { opacity?: number; filled?: true; strokeWidth: number },
  ): Layer => ({
    data: { values },
    mark: { type: 'line', ...QUIET, ...look, clip: true },
    encoding: {
      x: { field: 't', ...x },
      y: { field: 'share', ...y },
      order: { field: 'n', type: 'quantitative' },
      detail: { field: 'path' },
      color: colourBy({ field: 'kind' }, legend, layout),
    },
  });
  return [
    layer(
      shapes.flatMap(({ band }) => band),
      { filled: true, strokeWidth: 0, opacity: 0.25 },
    ),
    layer(
      shapes.flatMap(({ lines }) => lines),
      { strokeWidth: 2 },
    ),
  ];
}

export function emptyLayer({ x, y, time }: Panels, theme: Theme): Layer {
  return {
    data: { values: [{ t: time.end / 2, share: 0.4 }] },
    mark: { type: 'text', ...QUIET, fontSize: AXIS_TITLE_FONT_SIZE, color: theme.muted },
    encoding: {
      x: { field: 't', ...x },
      y: { field: 'share', ...y },
      text: { value: NO_OUTAGE },
    },
  };
}

/** What each curve is, right above it. */
export function labelLayer({ curves, curveHeight, layout, x, y }: Panels, theme: Theme): Layer {
  return {
    data: {
      values: curves.map(({ label }, index) => ({
        t: 0,
        share: baseOf(index, curves) + curveHeight,
        label: shortenEnd(label, layout.plotWidth, LABEL_FONT_SIZE),
      })),
    },
    mark: {
      type: 'text',
      ...QUIET,
      align: 'left',
      baseline: 'bottom',
      dy: -2,
      fontSize: LABEL_FONT_SIZE,
      fill: theme.ink,
      stroke: null,
    },
    encoding: {
      x: { field: 't', ...x },
      y: { field: 'share', ...y },
      text: { field: 'label' },
    },
  };
}
