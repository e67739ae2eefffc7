import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { RunError } from '../../shared/errors.ts';

/** Programs that the lab calls, and the packages that bring them. */
const TOOLS: readonly (readonly [program: string, debianPackage: string])[] = [
  ['ip', 'iproute2'],
  ['iptables', 'iptables'],
  ['ip6tables', 'iptables'],
  ['nsenter', 'util-linux'],
  ['unshare', 'util-linux'],
  ['hostname', 'hostname'],
];

/** @throws {RunError} naming the programs that are missing, and their packages */
export function checkTools(): void {
  const absent = TOOLS.filter(([program]) => !isInPath(program));
  if (absent.length === 0) return;
  const programs = absent.map(([program]) => program).join(', ');
  const packages = [...new Set(absent.map(([, name]) => name))].join(' ');
  throw new RunError(`expected the programs ${programs}, found none: apt-get install ${packages}`);
}

function isInPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @throws {RunError} where this user may not make user namespaces */
export function checkUserNamespaces(): void {
  const words = ['--user', '--map-root-user', '--mount', '--net', 'true'];
  const { status, stderr } = spawnSync('unshare', words, { encoding: 'utf8' });
  if (status === 0) return;
  throw new RunError(
    `expected root, or user namespaces for everybody, found neither (${stderr.trim()}): use sudo, or see sysctl kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns and user.max_user_namespaces`,
  );
}
