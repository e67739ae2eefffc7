import { libc } from '../libc.ts';
import type { DatagramEcho, DatagramEchoHooks } from './datagram-echo.ts';
import { openNativeDatagrams } from './native-datagrams.ts';
import { openNodeDatagrams } from './node-datagrams.ts';

/** The listening TCP socket beside which the one for UDP is opened, on the same address and port. */
export interface Beside {
  readonly family: 4 | 6;
  readonly host: string;
  readonly port: number;
  /** File descriptor; undefined where Node does not tell. */
  readonly fd: number | undefined;
}

/**
 * Opens a UDP echo; with the system's own calls where they are there, so that each packet is
 * answered from the address that it was sent to.
 *
 * @throws AddressInUse, and Error where the system refuses
 */
export async function openDatagrams(
  { fd, ...beside }: Beside,
  hooks: DatagramEchoHooks,
): Promise<{ readonly echo: DatagramEcho; readonly choosesSource: boolean }> {
  const library = libc();
  if (library !== undefined && fd !== undefined) {
    return {
      echo: openNativeDatagrams(library, beside.family, { fd, port: beside.port }, hooks),
      choosesSource: true,
    };
  }
  return { echo: await openNodeDatagrams(beside.family, beside, hooks), choosesSource: false };
}
