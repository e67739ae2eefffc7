import * as vega from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import { compileChart } from './compile.ts';
import { withBundledMetrics, type TextMetrics } from './text-metrics.ts';

/** Vega exports its hook for measuring text, but has no types for it. */
const { textMetrics } = vega as unknown as { readonly textMetrics: TextMetrics };

/** Renderings run one after the other: Vega numbers a picture's parts with a global counter. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Draws a chart with Vega, its text measured by the bundled widths.
 *
 * @param draw what to make of the view, once it stands
 */
export function withView<T>(spec: TopLevelSpec, draw: (view: vega.View) => Promise<T>): Promise<T> {
  const task = async (): Promise<T> =>
    withBundledMetrics(textMetrics, async () => {
      const compiled = await compileChart(spec);
      vega.resetSVGDefIds();
      const view = new vega.View(vega.parse(compiled), { renderer: 'none' });
      try {
        return await draw(view);
      } finally {
        view.finalize();
      }
    });
  const result = queue.then(task);
  queue = result.catch(() => undefined);
  return result;
}
