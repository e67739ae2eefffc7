import { readStats, type ConnectionColumn } from '../src/stats/index.ts';
import * as a from '../src/analyze/index.ts';
import { findDisturbances } from '../src/analyze/disturbances/find-disturbances.ts';
import { clientOutages } from '../src/analyze/outages/client-outages.ts';
const F = 'bench/data/1000000-connections-20000-clients.json';
const t = async (name: string, f: () => unknown) => { const b = performance.now(); const r = await f(); console.log(name.padEnd(40), (performance.now() - b).toFixed(0)); return r; };
const sets: Record<string, readonly ConnectionColumn[]> = {
  connections: a.CONNECTION_COUNTS_COLUMNS, chains: a.CLIENT_CHAINS_COLUMNS, replicas: a.REPLICA_TABLE_COLUMNS,
  outages: a.OUTAGES_COLUMNS,
  noErr: a.OUTAGES_COLUMNS.filter((c) => c !== 'err'),
  noErrRetr: a.OUTAGES_COLUMNS.filter((c) => c !== 'err' && c !== 'retransmits'),
};
for (let r = 0; r < 2; r++) for (const [n, c] of Object.entries(sets)) await t(`read ${n}`, () => readStats(F, { columns: c }));
const run = await readStats(F, { columns: a.OUTAGES_COLUMNS });
for (let r = 0; r < 3; r++) {
  await t('connectionCounts', () => a.connectionCounts(run));
  await t('clientChains', () => a.clientChains(run));
  const found = await t('findDisturbances', () => findDisturbances(run)) as ReturnType<typeof findDisturbances>;
  console.log(found.disturbances.length);
  await t('clientOutages', () => clientOutages(run, found));
  await t('replicaTable', () => a.replicaTable(run));
  await t('findOutages', () => a.findOutages(run));
}
