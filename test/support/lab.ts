import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEvents, type RunEvent } from '../../src/analyze/index.ts';
import { readStats, type Run } from '../../src/stats/index.ts';
import { NOT_BUILT } from './ctraffic.ts';
import { NO_NAMESPACES } from './namespace.ts';
import { testFolder } from './test-folder.ts';

const PROGRAM = new URL('../../dist/bin/ctraffic-lab.cjs', import.meta.url).pathname;

/** Why tests of real labs are skipped; '' = they run. */
export const NO_LAB: string = NO_NAMESPACES || NOT_BUILT;

/** A `ctraffic-lab` that runs. */
export interface LabProcess {
  readonly ended: Promise<LabEnd>;
  readonly signal: (name: NodeJS.Signals) => void;
}

export interface LabEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built program; whatever labs it leaves under `id` are taken down behind the test. */
export function startLab(
  argv: readonly string[],
  { cwd, before = [] }: { readonly cwd: string; readonly before?: readonly string[] },
): LabProcess {
  const [program = '', ...words] = [...before, process.execPath, PROGRAM, ...argv];
  const child = spawn(program, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return {
    ended: once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr })),
    signal: (name) => child.kill(name),
  };
}

let made = 0;

/** An id that no other test uses. */
export function testId(): string {
  return `t${process.pid.toString(36)}x${(made++).toString(36)}`;
}

export interface LabResult {
  readonly run: Run;
  readonly events: readonly RunEvent[];
  readonly folder: string;
  readonly end: LabEnd;
}

/** Runs a scenario to its end and reads what came of it. */
export async function runLab(...argv: readonly string[]): Promise<LabResult> {
  const cwd = testFolder();
  const end = await startLab([...argv, '--id', testId(), '--out', 'out'], { cwd }).ended;
  if (end.code !== 0) throw new Error(`exit ${String(end.code)}: ${end.stderr}${end.stdout}`);
  const folder = join(cwd, 'out');
  return { ...(await readResult(folder)), folder, end };
}

export async function readResult(folder: string): Promise<{ run: Run; events: RunEvent[] }> {
  const run = await readStats(join(folder, 'stats.json'));
  const text = readFileSync(join(folder, 'events.ndjson'), 'utf8');
  return { run, events: parseEvents(text, run.header) };
}

/** Namespaces of one lab. */
export function namespacesOf(id: string): string[] {
  const folder = '/run/netns';
  return existsSync(folder)
    ? readdirSync(folder).filter((name) => name.startsWith(`ctlab-${id}-`))
    : [];
}

/** What a lab must leave as it was: the host's links, addresses, routes, rules and settings. */
export function hostState(): Record<string, string> {
  const print = (...[program = '', ...words]: readonly string[]): string =>
    // Counters and times change by themselves.
    spawnSync(program, words, { encoding: 'utf8' }).stdout.replace(/^#.*$|\[\d+:\d+\]/gm, '');
  return {
    links: print('ip', '-o', 'link'),
    addresses: print('ip', '-o', 'addr'),
    routes: print('ip', 'route', 'show', 'table', 'all'),
    rules: print('ip', 'rule') + print('ip', '-6', 'rule'),
    nextHops: print('ip', 'nexthop'),
    iptables: print('iptables-save') + print('ip6tables-save'),
    hostname: readFileSync('/proc/sys/kernel/hostname', 'utf8'),
    settings: print('sh', '-c', 'cd /proc/sys/net && grep -rs . ipv4 ipv6 core'),
  };
}
