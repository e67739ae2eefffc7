import { command, type Command } from '../command.ts';
import { namespaceOf, namespacePath, type Machine } from './names.ts';

/** Commands inside the machines of one lab. */
export interface Inside {
  /** `ip` in a machine's namespace. */
  readonly ip: (machine: Machine, words: string) => Command;
  /** Any program in a machine's namespace; `ip netns exec` would mount `/sys`, which not everybody may. */
  readonly run: (machine: Machine, ...argv: readonly string[]) => Command;
  /** Sets a switch below `/proc/sys/net`, of that namespace alone. */
  readonly sysctl: (machine: Machine, key: string, value: number) => Command;
}

export function inside(id: string): Inside {
  const run: Inside['run'] = (machine, ...argv) =>
    command('nsenter', `--net=${namespacePath(namespaceOf(id, machine))}`, ...argv);
  return {
    ip: (machine, words) => command('ip', '-n', namespaceOf(id, machine), ...words.split(' ')),
    run,
    sysctl: (machine, key, value) =>
      run(machine, 'sh', '-c', `echo ${value} > /proc/sys/net/${key}`),
  };
}
