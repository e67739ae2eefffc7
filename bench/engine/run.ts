// What our client costs against a bare loop, after npm run build:
// node scripts/run-ts.js bench/engine/run.ts [ROUNDS]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Cost, Load } from './load.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const WARM_UP_MS = 1500;
const MEASURE_MS = 4000;
const root = process.cwd();
// Inside node_modules, so that packages resolve.
const folder = mkdtempSync(join(root, 'node_modules/.cache/bench-engine-'));

try {
  await build({
    entryPoints: ['echo-server', 'bare-loop', 'our-client', 'our-program'].map((name) =>
      join(root, `bench/engine/${name}.ts`),
    ),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
  await compare('CPU at 20,000 packets/s, 400 connections', {
    connections: 400,
    packetsPerSecond: 20_000,
  });
  await compare('100,000 packets/s offered, 400 connections', {
    connections: 400,
    packetsPerSecond: 100_000,
  });
  const many = { connections: 8000, packetsPerSecond: 8000 };
  await compare('memory of 8,000 connections at 8,000 packets/s', many);
  await compare('… of the whole program, its start and end included', many, 'our-program');
} finally {
  rmSync(folder, { recursive: true });
}

/** Runs both in turns, each time against a server of ours of its own, and prints medians. */
async function compare(
  title: string,
  load: Pick<Load, 'connections' | 'packetsPerSecond'>,
  program = 'our-client',
): Promise<void> {
  const costs: { bare: Cost; ours: Cost }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // They take turns at being first, so that a machine that warms up favours neither.
    if (round % 2 === 0) {
      const bare = await run('bare-loop', load);
      costs.push({ bare, ours: await run(program, load) });
    } else {
      const ours = await run(program, load);
      costs.push({ bare: await run('bare-loop', load), ours });
    }
  }
  const perPacket = ({ cpuMs, packets }: Cost): number => (1000 * cpuMs) / packets;
  const of = (pick: (cost: { bare: Cost; ours: Cost }) => number): string =>
    median(costs.map(pick)).toFixed(2);
  const offered = (cost: Cost): number => cost.sent + (cost.dropped ?? 0);
  console.log(title);
  console.log(
    `  CPU a packet: bare ${of(({ bare }) => perPacket(bare))} µs, ours ${of(({ ours }) => perPacket(ours))} µs, ratio ${of(({ bare, ours }) => perPacket(ours) / perPacket(bare))}`,
  );
  console.log(
    `  peak memory:  bare ${of(({ bare }) => bare.peakMegabytes)} MB, ours ${of(({ ours }) => ours.peakMegabytes)} MB, ratio ${of(({ bare, ours }) => ours.peakMegabytes / bare.peakMegabytes)}`,
  );
  console.log(
    `  echoed, of those offered: bare ${of(({ bare }) => (100 * bare.packets) / offered(bare))} %, ours ${of(({ ours }) => (100 * ours.packets) / offered(ours))} %`,
  );
  console.log(
    `  lateness of ours: p50 ${of(({ ours }) => ours.lateP50Ms ?? NaN)} ms, p99 ${of(({ ours }) => ours.lateP99Ms ?? NaN)} ms; dropped ${of(({ ours }) => ours.dropped ?? NaN)}`,
  );
}

async function run(
  program: string,
  load: Pick<Load, 'connections' | 'packetsPerSecond'>,
): Promise<Cost> {
  const server = spawn(process.execPath, [join(folder, 'echo-server.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    const whole: Load = {
      ...load,
      port: Number(port),
      packetSizeBytes: 1024,
      warmUpMs: WARM_UP_MS,
      measureMs: MEASURE_MS,
    };
    const client = spawn(
      process.execPath,
      [join(folder, `${program}.mjs`), JSON.stringify(whole)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let text = '';
    client.stdout.on('data', (data: Buffer) => (text += data.toString()));
    await once(client, 'close');
    return JSON.parse(text) as Cost;
  } finally {
    server.stdin.end();
    server.kill();
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
