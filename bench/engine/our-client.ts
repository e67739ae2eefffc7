import { startTraffic } from '../../src/engine/client/traffic/start-traffic.ts';
import { cpuMs, loadOfArguments, peakMegabytes, type Cost } from './load.ts';

/** Our client, at the same load as the bare loop. */
const { port, connections, packetsPerSecond, packetSizeBytes, warmUpMs, measureMs } =
  loadOfArguments();

const startMs = performance.now();
/** Packets by lateness, one a 10 µs. */
const lateness = new Uint32Array(100_000);
let echoes = 0;

const traffic = startTraffic(
  {
    transport: 'tcp',
    endpoints: [{ host: '127.0.0.1', port, family: 4 }],
    firstClient: 0,
    clients: connections,
    packetSizeBytes,
    packetIntervalMs: (1000 * connections) / packetsPerSecond,
    durationMs: 600_000,
    connectTimeoutMs: 10_000,
    replyTimeoutMs: 10_000,
    reconnect: true,
    maxConnections: 10 * connections,
    seed: 1,
  },
  {
    onSent(latenessMs) {
      const cell = Math.min(lateness.length - 1, Math.floor(latenessMs * 100));
      lateness[cell] = (lateness[cell] ?? 0) + 1;
    },
    onEcho() {
      echoes++;
    },
    onOpen() {
      if (traffic.counters.active === connections) setTimeout(measure, warmUpMs);
    },
    onEnd: () => undefined,
    onOver: () => undefined,
  },
  () => performance.now() - startMs,
);

let measuring = false;
function measure(): void {
  if (measuring) return;
  measuring = true;
  const from = { cpuMs: cpuMs(), echoes, ...traffic.counters };
  lateness.fill(0);
  setTimeout(() => {
    const { counters } = traffic;
    const cost: Cost = {
      cpuMs: cpuMs() - from.cpuMs,
      sent: counters.sent - from.sent,
      packets: echoes - from.echoes,
      dropped: counters.dropped - from.dropped,
      skipped: counters.skipped - from.skipped,
      peakMegabytes: peakMegabytes(),
      lateP50Ms: latenessMs(0.5),
      lateP99Ms: latenessMs(0.99),
    };
    process.stdout.write(JSON.stringify(cost), () => process.exit());
  }, measureMs);
}

function latenessMs(share: number): number {
  const all = lateness.reduce((sum, count) => sum + count, 0);
  let below = 0;
  return lateness.findIndex((count) => (below += count) >= all * share) / 100;
}
