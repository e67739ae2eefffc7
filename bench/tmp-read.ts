import { readStats, type ConnectionColumn } from '../src/stats/index.ts';
import * as a from '../src/analyze/index.ts';
const F = 'bench/data/1000000-connections-20000-clients.json';
const base = a.CONNECTION_COUNTS_COLUMNS;
const sets: Record<string, readonly ConnectionColumn[]> = {
  connections: base, chains: a.CLIENT_CHAINS_COLUMNS, replicas: a.REPLICA_TABLE_COLUMNS,
  err: [...base, 'err'], sentrec: [...base, 'sent', 'received'], retr: [...base, 'retransmits'], cause: [...base, 'cause'], first: [...base, 'firstReceivedNs', 'lastReceivedNs'],
  outages: a.OUTAGES_COLUMNS,
};
const best: Record<string, number> = {};
for (let r = 0; r < 7; r++) for (const [n, c] of Object.entries(sets)) { const b = process.cpuUsage(); await readStats(F, { columns: c }); const e = process.cpuUsage(b); best[n] = Math.min(best[n] ?? 1e9, (e.user + e.system) / 1000); }
console.log(best);
