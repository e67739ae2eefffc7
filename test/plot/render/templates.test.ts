import * as vega from 'vega';
import { describe, expect, it } from 'vitest';
import { compileVegaLite } from '../../../src/plot/render/vega-lite.ts';
import {
  fillTemplate,
  isUsable,
  shapeOf,
  withStandIns,
} from '../../../src/plot/render/spec-slots.ts';
import type { ChartSpec } from '../../../src/plot/index.ts';
import { PLOT_CASES } from '../cases.ts';

const draw = async (spec: vega.Spec): Promise<string> => {
  vega.resetSVGDefIds();
  return new vega.View(vega.parse(spec), { renderer: 'none' }).toSVG();
};

describe('a chart from a template', () => {
  it.each(PLOT_CASES)('$name is as if it was compiled', async ({ chart }) => {
    const { spec } = await chart();
    const template: unknown = JSON.parse(
      JSON.stringify(compileVegaLite(withStandIns(spec) as ChartSpec)),
    );
    expect(isUsable(template)).toBe(true);
    const filled = fillTemplate(template, shapeOf(spec).slots) as vega.Spec;
    expect(await draw(filled)).toBe(await draw(compileVegaLite(spec)));
  });

  it('is not made where the compiler has put words together', () => {
    expect(isUsable({ text: '\u0001slot 3', signal: ['\u0001slot 4'] })).toBe(true);
    expect(isUsable({ signal: '"\u0001slot 3: " + datum.x' })).toBe(false);
  });

  it('is found by its shape, which data, sizes and words have no part in', () => {
    const a = { width: 1, title: { text: 'a' }, layer: [{ data: { values: [1] }, mark: 'bar' }] };
    const b = { width: 2, title: { text: 'b' }, layer: [{ data: { values: [] }, mark: 'bar' }] };
    const c = { ...a, layer: [{ data: { values: [1] }, mark: 'line' }] };
    expect(shapeOf(a).key).toBe(shapeOf(b).key);
    expect(shapeOf(a).key).not.toBe(shapeOf(c).key);
    expect(shapeOf(b).slots).toEqual([2, 'b', []]);
  });
});
