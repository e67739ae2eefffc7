import type { Spec } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import { fillTemplate, shapeOf } from './spec-slots.ts';
import { findTemplate } from './templates.ts';

/** A chart as Vega has it: from a template that the build compiled, else compiled now. */
export async function compileChart(spec: TopLevelSpec): Promise<Spec> {
  const { key, slots } = shapeOf(spec);
  const template = findTemplate(key);
  if (template !== undefined) return fillTemplate(template, slots) as Spec;
  const { compileVegaLite } = await import('./vega-lite.ts');
  return compileVegaLite(spec);
}
