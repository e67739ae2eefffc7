// Compiles the usual shapes of the charts beforehand, for src/plot/render/compile.ts to find. A shape
// that is missing here is compiled when it is drawn: slower, but the same picture.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const S = 1e9;

/** Recorded runs that have between them what gives a chart another shape: losses, none, and a way back. */
const RUNS = ['upgrade', 'udp', 'ecmp-forwarded'];

/** Tables of so many lines, the heading's among them, are drawn otherwise than longer ones. */
const SHORT_TABLES = [2, 3];

/** Every chart of the catalogue in every shape that runs, tables and options give it. */
async function* usualSpecs({ CHARTS, readStats, studyOf }, fixtures) {
  for (const name of RUNS) {
    const study = studyOf(await readStats(join(fixtures, `${name}.json`)));
    const withEvent = studyOf(study, { events: [{ timeNs: S, text: 'x' }] });
    for (const chart of CHARTS) {
      const studies = chart.drawsEvents ? [study, withEvent] : [study];
      const tables = tablesOf(chart, join(fixtures, `${name}.${chart.name}.txt`));
      for (const options of optionsOf(chart)) {
        for (const each of studies) yield chart.plot(each, options).spec;
        for (const table of tables) yield chart.plotTable(table, name, options).spec;
      }
    }
  }
}

/** Both themes, with and without what a chart can leave away. */
function optionsOf({ takes }) {
  return ['light', 'dark'].flatMap((theme) => [
    { theme },
    ...(takes.active ? [{ theme, active: true }] : []),
  ]);
}

function tablesOf({ plotTable }, file) {
  if (plotTable === undefined || !existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  return [text, ...SHORT_TABLES.map((count) => lines.slice(0, count).join('\n'))];
}

/** Writes the templates beside the built renderer. */
export async function writeTemplates({ dist, fixtures }) {
  const load = (path) => import(pathToFileURL(join(dist, path)).href);
  const lib = {
    ...(await load('stats/index.js')),
    ...(await load('analyze/index.js')),
    ...(await load('plot/index.js')),
  };
  const { isUsable, shapeOf, withStandIns } = await load('plot/render/spec-slots.js');
  const { templateName } = await load('plot/render/templates.js');
  const { compileVegaLite } = await load('plot/render/vega-lite.js');

  const folder = join(dist, 'plot/render/templates');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const known = new Set();
  for await (const spec of usualSpecs(lib, fixtures)) {
    const { key } = shapeOf(spec);
    if (known.has(key)) continue;
    known.add(key);
    const template = compileVegaLite(withStandIns(spec));
    if (!isUsable(template)) throw new Error(`no template can be made of ${key}`);
    writeFileSync(join(folder, templateName(key)), JSON.stringify({ key, template }));
  }
}
