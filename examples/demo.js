// The main job: a recorded rolling upgrade of four replicas under 120
// connections, as a table and as pictures. Run it with `npm run demo`.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { plotConnections, plotReplicas, readStats, replicasReport, summaryReport } from 'ctraffic';

const recorded = fileURLToPath(new URL('../fixtures/recorded/upgrade.json', import.meta.url));
const folder = fileURLToPath(new URL('../demo/', import.meta.url));

const run = await readStats(recorded);
console.log(`A run at a glance\n\n${summaryReport(run).toText()}`);
console.log(`What each step of the upgrade cost\n\n${replicasReport(run).toText()}`);

const connections = plotConnections(run, { active: true });
const coloured = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
console.log(connections.toText({ columns: process.stdout.columns ?? 80, rows: 20, coloured }));

await mkdir(folder, { recursive: true });
for (const [name, chart] of Object.entries({ connections, replicas: plotReplicas(run) })) {
  await writeFile(`${folder}${name}.svg`, await chart.toSVG());
  await writeFile(`${folder}${name}.png`, await chart.toPNG());
  console.log(`wrote ${folder}${name}.svg and ${name}.png`);
}
