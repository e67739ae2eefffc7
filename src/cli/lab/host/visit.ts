import { isAlive, type LabRecord } from '../../../lab/index.ts';
import type { ExitStatus } from '../../shared/errors.ts';
import type { LabHost } from './host.ts';
import { runAgain } from './run-again.ts';

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
  return runAgain([...enter, ...aside], place, words);
}
