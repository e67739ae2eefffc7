import { spawn } from 'node:child_process';
import { inside, labToEnter, machinesOf } from '../../../lab/index.ts';
import { ExitStatus, RunError, UsageError } from '../../shared/errors.ts';
import { CTRAFFIC } from '../host/ctraffic-program.ts';
import { quietLabHost } from '../host/host.ts';
import { visit } from '../host/visit.ts';
import type { NamedLabFlags } from '../options/lab-options.ts';

/**
 * Runs a program on a machine of a lab.
 *
 * @throws {ExitStatus} with the program's own
 */
export async function execIn(
  machineName: string,
  words: readonly string[],
  { id }: NamedLabFlags,
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
