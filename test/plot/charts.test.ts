import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { PLOT_CASES } from './cases.ts';

const schemaPath = createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json');
const schema = JSON.parse(readFileSync(schemaPath, 'utf8')) as object;
const isVegaLite = new Ajv({
  strict: false,
  validateFormats: false,
  allErrors: false,
}).compile(schema);

const golden = (file: string): string => `golden/${file}`;

describe.each(PLOT_CASES)('$name', ({ name, chart }) => {
  it('is Vega-Lite', async () => {
    const { spec } = await chart();
    const plain: unknown = JSON.parse(JSON.stringify(spec));
    expect(isVegaLite(plain), JSON.stringify(isVegaLite.errors?.[0])).toBe(true);
  });

  it('is the SVG that was looked at', async () => {
    const svg = await (await chart()).toSVG();
    await expect(svg).toMatchFileSnapshot(golden(`${name}.svg`));
  });

  it('is the drawing that was looked at', async () => {
    await expect((await chart()).toText()).toMatchFileSnapshot(golden(`${name}.txt`));
  });
});
