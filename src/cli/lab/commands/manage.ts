import { spawn } from 'node:child_process';
import {
  inside,
  isAlive,
  isInUse,
  labToEnter,
  labsToStop,
  machinesOf,
  stopLab,
  type LabRecord,
  type LabRecords,
} from '../../../lab/index.ts';
import { ExitStatus, RunError, UsageError } from '../../shared/errors.ts';
import type { Io } from '../../shared/program/io.ts';
import { CTRAFFIC } from '../host/ctraffic-program.ts';
import { quietLabHost, visit, type LabHost } from '../host/host.ts';

export interface ExecFlags {
  readonly id?: string;
}

/**
 * Runs a program on a machine of a lab.
 *
 * @throws {ExitStatus} with the program's own
 */
export async function execIn(
  machineName: string,
  words: readonly string[],
  { id }: ExecFlags,
): Promise<never> {
  const host = quietLabHost();
  const record = labToEnter(host.records.list(), id);
  const machine = machinesOf(record).find((known) => known === machineName);
  if (machine === undefined) {
    throw new UsageError(`expected ${machinesOf(record).join(', ')}, found '${machineName}'`);
  }
  const visited = await visit(record, host, 'foreground');
  if (visited === 'gone') throw new RunError(`expected lab '${record.id}' up, found nothing of it`);
  if (visited !== 'here') throw visited;
  throw await runInside(inside(record.id).run(machine, ...programWords(words)).argv);
}

/** The `--` before a program's words is none of them; and `ctraffic` need not be in the PATH. */
function programWords(words: readonly string[]): readonly string[] {
  const [first = '', ...rest] = words[0] === '--' ? words.slice(1) : words;
  return first === 'ctraffic' ? [...CTRAFFIC, ...rest] : [first, ...rest];
}

function runInside([program, ...words]: readonly [string, ...string[]]): Promise<ExitStatus> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: 'inherit' });
    // It is asked to end by whoever asks us, a terminal for one; its end is ours.
    const ignore = (): void => undefined;
    process.on('SIGINT', ignore);
    child.on('error', reject);
    child.on('exit', (status) => {
      process.off('SIGINT', ignore);
      resolve(new ExitStatus(status ?? 1));
    });
  });
}

/** Takes labs down; says which. @throws {LabError} */
export async function stopLabs({ id }: ExecFlags, io: Io): Promise<void> {
  const host = quietLabHost();
  const chosen = labsToStop(host.records.list(), id);
  for (const record of chosen) await stopOne(record, host, io);
  if (chosen.length === 0) io.stdout.write('There is no lab to take down.\n');
}

async function stopOne(record: LabRecord, host: LabHost, io: Io): Promise<void> {
  const visited = await visit(record, host, 'background', ['stop', '--id', record.id]);
  if (visited instanceof ExitStatus) {
    if (visited.status !== 0) throw visited;
    return;
  }
  if (visited === 'here') await stopLab(record, host.records);
  else host.records.remove(record.id);
  io.stdout.write(`Lab ${record.id} is down.\n`);
}

/** Prints the labs of this user. */
export function showStatus(io: Io): void {
  const { records } = quietLabHost();
  const lines = recordLines(records);
  io.stdout.write(lines.length === 0 ? 'There is no lab.\n' : lines.join(''));
}

function recordLines(records: LabRecords): string[] {
  return records.list().flatMap((record) => {
    const { id, purpose, mode, nodes, left, servers } = record;
    const state = isInUse(record) ? 'in use' : left ? 'up' : 'forgotten by its maker';
    return [
      `Lab ${id}: ${purpose}, ${mode}, ${nodes} nodes, ${state}\n`,
      ...servers.map(
        (server) =>
          `  node${server.node}: ${server.hostname}, process ${server.pid}${isAlive(server) ? '' : ' (ended)'}\n`,
      ),
    ];
  });
}
