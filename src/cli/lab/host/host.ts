import { delimiter } from 'node:path';
import { openLabRecords, type LabRecords } from '../../../lab/index.ts';
import { RunError } from '../../shared/errors.ts';
import { recordsFolder } from './records-folder.ts';
import { checkTools, checkUserNamespaces } from './requirements.ts';
import { isUnprivileged, runAgain } from './run-again.ts';

/** Where administrators' tools are, which other users do not have in their PATH. */
const ADMIN_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

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
  throw await runAgain(['unshare', ...inNamespace, '--', 'sh', '-c', script, 'sh'], 'background');
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
    unprivileged: isUnprivileged(),
  };
}
