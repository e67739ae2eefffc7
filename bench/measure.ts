import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Arguments of `node`. */
export type Command = readonly string[];

/** Median seconds of each command; they take turns, so that a busy machine is busy for all. */
export function medianSeconds(commands: readonly Command[], repetitions: number): number[] {
  for (const command of commands) secondsOf(command);
  const seconds = commands.map((): number[] => []);
  for (let n = 0; n < repetitions; n++) {
    for (const [index, command] of commands.entries()) seconds[index]?.push(secondsOf(command));
  }
  return seconds.map(median);
}

function secondsOf(command: Command): number {
  const begin = performance.now();
  run(command, {});
  return (performance.now() - begin) / 1000;
}

/** Peak resident memory of a command, in MB of 10^6 bytes. */
export function peakMegabytes(command: Command): number {
  const folder = mkdtempSync(join(tmpdir(), 'ctraffic-bench-'));
  try {
    const file = join(folder, 'peak');
    run(['--import', join(process.cwd(), 'bench/peak.js'), ...command], { PEAK_FILE: file });
    return (Number(readFileSync(file, 'utf8')) * 1024) / 1e6;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The last words of a command that is to fail, undefined where it does not. */
export function failureOf(command: Command): string | undefined {
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (status === 0) return undefined;
  return /^\w*Error.*$/m.exec(stderr)?.[0] ?? `exit code ${String(status)}`;
}

function run(command: Command, environment: NodeJS.ProcessEnv): void {
  const { status, stderr } = spawnSync(process.execPath, command, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  if (status !== 0) throw new Error(`node ${command.join(' ')} failed:\n${stderr}`);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
