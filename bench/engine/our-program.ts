import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { loadOfArguments, type Cost } from './load.ts';

/** The whole program as a user starts it, at the same load as the bare loop; what it cost from start to end. */
const { port, connections, packetsPerSecond, packetSizeBytes, warmUpMs, measureMs } =
  loadOfArguments();
const POLL_MS = 10;

/** Of what it prints. */
interface Statistics {
  readonly Sent: number;
  readonly Received: number;
  readonly Dropped: number;
  readonly Skipped?: number;
  readonly Tester: {
    readonly CpuUser: number;
    readonly CpuSystem: number;
    readonly LatenessP50: number;
    readonly LatenessP99: number;
  };
}

const flags = {
  address: `127.0.0.1:${port}`,
  nconn: connections,
  rate: (packetsPerSecond * packetSizeBytes) / 1024,
  psize: packetSizeBytes,
  timeout: `${warmUpMs + measureMs}ms`,
};
const program = spawn(
  process.execPath,
  ['dist/bin/ctraffic.cjs', ...Object.entries(flags).map(([name, value]) => `-${name}=${value}`)],
  { stdio: ['ignore', 'pipe', 'ignore'] },
);
let peakMegabytes = 0;
// The system keeps the peak itself, but forgets it with the process.
const polls = setInterval(() => {
  const [, kilobytes] =
    /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${program.pid}/status`, 'latin1')) ?? [];
  if (kilobytes !== undefined) peakMegabytes = (Number(kilobytes) * 1024) / 1e6;
}, POLL_MS);
program.on('exit', () => {
  clearInterval(polls);
});
let text = '';
program.stdout.setEncoding('utf8').on('data', (data: string) => (text += data));
program.on('close', () => {
  const { Sent, Received, Dropped, Skipped = 0, Tester } = JSON.parse(text) as Statistics;
  const cost: Cost = {
    cpuMs: (Tester.CpuUser + Tester.CpuSystem) / 1e6,
    sent: Sent,
    packets: Received,
    dropped: Dropped,
    skipped: Skipped,
    peakMegabytes,
    lateP50Ms: Tester.LatenessP50 / 1e6,
    lateP99Ms: Tester.LatenessP99 / 1e6,
  };
  process.stdout.write(JSON.stringify(cost));
});
