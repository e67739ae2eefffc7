import { readFileSync } from 'node:fs';
import type { Transport } from '../../protocol/transport.ts';

const RANGE = '/proc/sys/net/ipv4/ip_local_port_range';
const SOCKETS = '/proc/net/sockstat';
const SOCKETS_V6 = '/proc/net/sockstat6';

/** How many local ports the system hands out; undefined where it does not say. */
export function portRange(): number | undefined {
  const [first, last] = (read(RANGE) ?? '').trim().split(/\s+/).map(Number);
  return first === undefined || last === undefined ? undefined : last - first + 1;
}

/**
 * Ports that no further connection to the same address can have: those of our own connections, and
 * those of closed ones that the system still holds (TIME-WAIT; those of other programs count too).
 * A UDP port is taken for all addresses.
 */
export function portsTaken(transport: Transport, connections: number): number | undefined {
  const sockets = read(SOCKETS);
  if (sockets === undefined) return undefined;
  if (transport === 'tcp') return connections + socketCount(sockets, 'TCP', 'tw');
  return (
    socketCount(sockets, 'UDP', 'inuse') + socketCount(read(SOCKETS_V6) ?? '', 'UDP6', 'inuse')
  );
}

/** A figure of a line such as `TCP: inuse 9 orphan 0 tw 3 alloc 15 mem 1`; 0 where it is missing. */
export function socketCount(text: string, protocol: string, what: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${protocol}: `)) ?? '';
  const words = line.split(' ');
  const at = words.indexOf(what);
  return at < 0 ? 0 : Number(words[at + 1]);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}
