import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Cost, Load } from './load.ts';

const WARM_UP_MS = 1500;
const MEASURE_MS = 4000;

export type OfferedLoad = Pick<Load, 'connections' | 'packetsPerSecond'>;

/** Runs a program at a load, against a server of ours of its own. */
export type RunProgram = (program: string, load: OfferedLoad) => Promise<Cost>;

/** Builds the programs of this bench, lets `use` run them, and takes them away. */
export async function withPrograms(use: (run: RunProgram) => Promise<void>): Promise<void> {
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
    await use((program, load) => run(folder, program, load));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function run(folder: string, program: string, load: OfferedLoad): Promise<Cost> {
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

/** Processor time a packet, in µs. */
export function perPacketUs({ cpuMs, packets }: Cost): number {
  return (1000 * cpuMs) / packets;
}

/** Echoed packets of those that were due, in percent. */
export function echoedPercent({ packets, sent, dropped = 0, skipped = 0 }: Cost): number {
  return (100 * packets) / (sent + dropped + skipped);
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
