import { spawnSync } from 'node:child_process';
import { missing } from './tools.ts';

/** Why tests in network namespaces are skipped on this machine; '' = they run. */
export const NO_NAMESPACES: string =
  process.getuid?.() === 0 ? missing('ip', 'iptables') : ' (needs root)';

let made = 0;

/** A network namespace of its own, with nothing but a loopback link that is up. */
export class Namespace {
  readonly name = `ctt-${process.pid}-${made++}`;

  constructor() {
    host('ip', 'netns', 'add', this.name);
    this.run('ip', 'link', 'set', 'lo', 'up');
  }

  /** Words in front of a command that make it run inside. */
  get inside(): readonly string[] {
    return ['ip', 'netns', 'exec', this.name];
  }

  /** Runs a command inside; what it prints. */
  run(...command: readonly string[]): string {
    return host(...this.inside, ...command);
  }

  /** Writes a setting of the namespace, as `net/ipv4/ip_local_port_range`. */
  set(setting: string, value: string): void {
    this.run('sh', '-c', `echo "$0" > "/proc/sys/$1"`, value, setting);
  }

  [Symbol.dispose](): void {
    host('ip', 'netns', 'delete', this.name);
  }
}

function host(program = '', ...argv: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, argv, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${[program, ...argv].join(' ')}: ${stderr}`);
  return stdout;
}
