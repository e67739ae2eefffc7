// The main job, live and without root: 120 connections to a service of four
// replicas, which are replaced one by one meanwhile. Run it with `npm run demo`.
import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  connectionRows,
  plotConnections,
  plotReplicas,
  replicasReport,
  sampleRows,
  summaryReport,
  writeStats,
} from 'ctraffic';
import { runClient, startServer } from 'ctraffic/engine';

const folder = fileURLToPath(new URL('../demo/', import.meta.url));

const server = await startServer({ address: '127.0.0.1:0', hostname: 'pod', replicas: 4 });
const address = `${server.address.host}:${server.address.port}`;
console.log(`${server.hosts.length} replicas serve ${address}; their upgrade begins after 3 s\n`);

const traffic = runClient(
  { address, connections: 120, rateKBps: 500, durationMs: 15_000 },
  {
    onStatus: ({ timeNs, active, connecting, failedConnections, receivedKBps }) => {
      const seconds = (timeNs / 1e9).toFixed(0).padStart(2);
      const connections = `${active} active, ${connecting} connecting, ${failedConnections} lost so far`;
      console.log(`${seconds} s: ${connections}, ${receivedKBps.toFixed(0)} KB/s`);
    },
  },
);
await pause(3000);
await server.restart();
const run = await traffic;
await server.close();

console.log(`\nThe run at a glance\n\n${summaryReport(run).toText()}`);
console.log(`What each step of the upgrade cost\n\n${replicasReport(run).toText()}`);

const connections = plotConnections(run, { active: true });
const coloured = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
console.log(connections.toText({ columns: process.stdout.columns ?? 80, rows: 20, coloured }));

await mkdir(folder, { recursive: true });
const statistics = writeStats({
  header: run.header,
  connections: connectionRows(run.connections),
  samples: sampleRows(run.samples),
});
await writeFile(`${folder}upgrade.json`, [...statistics].join(''));
console.log(`wrote ${folder}upgrade.json`);
for (const [name, chart] of Object.entries({ connections, replicas: plotReplicas(run) })) {
  await writeFile(`${folder}${name}.svg`, await chart.toSVG());
  await writeFile(`${folder}${name}.png`, await chart.toPNG());
  console.log(`wrote ${folder}${name}.svg and ${name}.png`);
}
