import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { ANALYSES } from '../../src/analyze/index.ts';
import { CHARTS } from '../../src/plot/catalogue.ts';

const PAGE = new URL('../../docs/analysis.md', import.meta.url).pathname;
const UPDATE = process.env['UPDATE'] !== undefined;

/** What stands between the marks of a catalogue in a page. */
function between(name: string): RegExp {
  return new RegExp(`(<!-- ${name} -->\n\n)(.*?)(\n<!-- end -->)`, 's');
}

const analyses = [
  ['Command', 'What it tells', 'Runs'],
  ['-', '-', '-'],
  ...ANALYSES.map(({ name, summary, input }) => [
    `\`${name}${input === 'none' ? ' --predict' : ''}\``,
    summary,
    { none: 'none', run: 'one', runs: 'several' }[input],
  ]),
];

const charts = [
  ['Command', 'What it shows'],
  ['-', '-'],
  ...CHARTS.map(({ name, summary }) => [`\`${name}\``, summary]),
];

it.each([
  ['analyses', analyses],
  ['charts', charts],
])('the table of %s in the documents is that of the catalogue', async (name, rows) => {
  const table = await format(rows.map((cells) => `| ${cells.join(' | ')} |\n`).join(''), {
    parser: 'markdown',
  });
  const page = readFileSync(PAGE, 'utf8');
  const place = between(name);
  expect(page).toMatch(place);
  if (UPDATE)
    writeFileSync(
      PAGE,
      page.replace(place, (_, head, __, tail) => head + table + tail),
    );
  else expect(place.exec(page)?.[2]).toBe(table);
});
