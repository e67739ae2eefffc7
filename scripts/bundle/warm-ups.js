// Command lines that are run at build time, so that what they touch is kept compiled. `OUT` is a folder
// that is thrown away. They follow the catalogues: what is added there starts as fast as the others.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The catalogues of the built library. */
async function catalogues(dist) {
  const load = (path) => import(pathToFileURL(join(dist, path)).href);
  const { ANALYSES } = await load('analyze/catalogue.js');
  const { CHARTS } = await load('plot/catalogue.js');
  return { ANALYSES, CHARTS };
}

/** @param sample a recorded run and its events */
export async function warmUpsOf(dist, sample) {
  const { ANALYSES, CHARTS } = await catalogues(dist);
  return {
    analyze: ANALYSES.filter(({ input }) => input === 'run').map((analysis) =>
      analysisLine(analysis, sample),
    ),
    plot: CHARTS.flatMap((chart) => chartLines(chart, sample)),
  };
}

function analysisLine({ name, takesEvents }, { run, events }) {
  return [name, run, ...(takesEvents ? ['--events', events] : [])];
}

/** The chart as SVG and as characters; the events of a picture need code of their own. */
function chartLines({ name, takes, drawsEvents }, { run, events }) {
  return [
    [
      name,
      run,
      ...(takes.active ? ['Active'] : []),
      ...(drawsEvents ? ['--events', events] : []),
      '--out',
      `OUT/${name}.svg`,
    ],
    [name, run, '--out', `OUT/${name}.txt`],
  ];
}
