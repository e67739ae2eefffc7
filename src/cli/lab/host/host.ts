import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { openLabRecords, type LabRecord, type LabRecords, isAlive } from '../../../lab/index.ts';
import { ExitStatus, RunError } from '../../shared/errors.ts';

/** The folder of the records, where it shall be another one. */
const RECORDS_VARIABLE = 'CTRAFFIC_LAB_RECORDS';
/** Set in a lab's own user namespace. */
const UNPRIVILEGED_VARIABLE = 'CTRAFFIC_LAB_UNPRIVILEGED';

/** Where tools of administrators are, which others have not got in their PATH. */
const ADMIN_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** Programs that the lab calls, and the packages that bring them. */
const TOOLS: readonly (readonly [program: string, debianPackage: string])[] = [
  ['ip', 'iproute2'],
  ['iptables', 'iptables'],
  ['ip6tables', 'iptables'],
  ['nsenter', 'util-linux'],
  ['unshare', 'util-linux'],
  ['hostname', 'hostname'],
];

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A place where labs can be built. */
export interface LabHost {
  readonly records: LabRecords;
  /** This process is root only in a user namespace of its own. */
  readonly unprivileged: boolean;
}

/**
 * Makes sure that this process may build labs. Who is not root gets a user namespace: then the
 * program runs in there once more, and this one only hands on how that ended.
 *
 * @throws {RunError} naming in one line what is missing and what to install
 * @throws {ExitStatus} when the program has run in a user namespace
 */
export async function labHost(): Promise<LabHost> {
  const host = quietLabHost();
  checkTools();
  if (process.getuid?.() === 0) return host;
  checkUserNamespaces();
  const inNamespace = ['--user', '--map-root-user', '--mount', '--net'];
  // /run is where `ip netns` keeps namespaces; the one of the host is not ours to write.
  const script = 'mount -t tmpfs tmpfs /run && exec "$@"';
  throw await again(['unshare', ...inNamespace, '--', 'sh', '-c', script, 'sh'], 'background');
}

/** The records of labs, for commands that build none. @throws {RunError} */
export function quietLabHost(): LabHost {
  if (process.platform !== 'linux') {
    throw new RunError(
      `expected Linux, found ${process.platform}: 'ctraffic-lab upgrade --local' runs here as well`,
    );
  }
  process.env['PATH'] = [process.env['PATH'] ?? '', ...ADMIN_FOLDERS].join(delimiter);
  return {
    records: openLabRecords(recordsFolder()),
    unprivileged: process.env[UNPRIVILEGED_VARIABLE] !== undefined,
  };
}

/** Where a lab is: here, in a user namespace that was visited just now, or nowhere any more. */
export type Visit = 'here' | 'gone' | ExitStatus;

/**
 * Goes to where a lab is. If that is a user namespace, this program runs in there once more.
 *
 * @param words what the program is asked for in there
 */
export async function visit(
  { unprivileged, maker, servers }: LabRecord,
  host: LabHost,
  place: 'foreground' | 'background',
  words?: readonly string[],
): Promise<Visit> {
  if (unprivileged === host.unprivileged) return 'here';
  const holder = [...servers, maker].find(isAlive);
  if (holder === undefined) return 'gone';
  const enter = ['nsenter', '--target', `${holder.pid}`, '--user', '--mount'];
  // With a network of its own: who takes the lab down must not be one of those who live in it.
  const aside = ['--preserve-credentials', '--', 'unshare', '--net', '--'];
  return again([...enter, ...aside], place, words);
}

/** Runs this program again behind a prefix; its end is ours. */
function again(
  [program = '', ...prefix]: readonly string[],
  place: 'foreground' | 'background',
  words: readonly string[] = process.argv.slice(2),
): Promise<ExitStatus> {
  return new Promise((resolve, reject) => {
    const self = [process.execPath, ...process.execArgv, process.argv[1] ?? ''];
    const isBackground = place === 'background';
    const child = spawn(program, [...prefix, ...self, ...words], {
      stdio: 'inherit',
      env: {
        ...process.env,
        [RECORDS_VARIABLE]: recordsFolder(),
        [UNPRIVILEGED_VARIABLE]: '1',
      },
      // A ^C reaches it through us, once; but what a user types must reach a shell in the lab.
      detached: isBackground,
    });
    const hand = (signal: NodeJS.Signals): void => {
      if (isBackground) child.kill(signal);
    };
    for (const signal of SIGNALS) process.on(signal, hand);
    child.on('error', (error) => {
      reject(new RunError(`${program} cannot be started: ${error.message}`, { cause: error }));
    });
    child.on('exit', (status) => {
      for (const signal of SIGNALS) process.off(signal, hand);
      resolve(new ExitStatus(status ?? 1));
    });
  });
}

function recordsFolder(): string {
  const chosen = process.env[RECORDS_VARIABLE];
  if (chosen !== undefined) return chosen;
  const user = process.getuid?.() ?? 0;
  // Not below /run for users: their labs have a /run of their own.
  return user === 0 ? '/run/ctraffic-lab' : join(tmpdir(), `ctraffic-lab-${user}`);
}

function checkTools(): void {
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

function checkUserNamespaces(): void {
  const words = ['--user', '--map-root-user', '--mount', '--net', 'true'];
  const { status, stderr } = spawnSync('unshare', words, { encoding: 'utf8' });
  if (status === 0) return;
  throw new RunError(
    `expected root, or user namespaces for everybody, found neither (${stderr.trim()}): use sudo, or see sysctl kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns and user.max_user_namespaces`,
  );
}
