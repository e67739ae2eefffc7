// Compiles the usual shapes of the charts beforehand, for src/plot/render/compile.ts to find. A shape
// that is missing here is compiled when it is drawn: slower, but the same picture.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const S = 1e9;

/** Every chart in every shape that its options give it. `lib` is the built library. */
async function usualSpecs(lib, fixtures) {
  const read = (name) => lib.readStats(join(fixtures, name));
  const [upgrade, calm, brief] = await Promise.all([
    read('upgrade.json'),
    read('udp.json'),
    read('server-killed.json'),
  ]);
  const file = readFileSync(join(fixtures, 'upgrade.events'), 'utf8');
  const events = lib.parseEvents(file, upgrade.header);
  const onePoint = {
    length: 1,
    fromNs: Float64Array.of(S),
    toNs: Float64Array.of(2 * S),
    rateKBps: Float64Array.of(1),
  };
  const twoPoints = {
    length: 2,
    fromNs: Float64Array.of(0, S),
    toNs: Float64Array.of(S, 2 * S),
    rateKBps: Float64Array.of(1, 2),
  };
  const charts = (options) => [
    ...[upgrade, calm].flatMap((run) => [
      lib.plotConnections(run, options),
      lib.plotConnections(run, { ...options, active: true }),
    ]),
    lib.plotThroughput(upgrade, options),
    lib.plotThroughputTable(onePoint, options),
    lib.plotThroughputTable(twoPoints, options),
    ...[upgrade, calm].map((run) => lib.plotReplicas(run, options)),
    ...[upgrade, brief].map((run) => lib.plotClients(run, options)),
    lib.plotEcmp(upgrade, options),
  ];
  return ['light', 'dark']
    .flatMap((theme) => [{ theme }, { theme, events }])
    .flatMap(charts)
    .map(({ spec }) => spec);
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
  for (const spec of await usualSpecs(lib, fixtures)) {
    const { key } = shapeOf(spec);
    const template = compileVegaLite(withStandIns(spec));
    if (!isUsable(template)) throw new Error(`no template can be made of ${key}`);
    writeFileSync(join(folder, templateName(key)), JSON.stringify({ key, template }));
  }
}
