import { once } from 'node:events';
import { createServer, type Server as NetServer } from 'node:net';
import { messageOf } from '../../stats/index.ts';
import { addressesOf } from '../addresses/addresses-of.ts';
import { formatHostPort, parseHostPort, type HostPort } from '../addresses/host-port.ts';
import { EngineError } from '../errors.ts';

/** So many connections may wait to be accepted; the system takes what it allows. */
const BACKLOG = 65_535;

/** Ends connections whose client is gone without a word. */
const KEEP_ALIVE_MS = 15_000;

/** Where to listen on all addresses: where there is IPv6, its socket takes IPv4 as well. */
const ALL = ['::', '0.0.0.0'];

/** A family or an address that this machine does not have; another address of the name may do. */
const NOT_HERE = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'];

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use by another program',
  EADDRNOTAVAIL: 'this machine does not have the address',
  EAFNOSUPPORT: 'this machine does not have the address',
  EACCES: 'ports below 1024 need privileges',
};

/**
 * Reads `host:port`, `[v6]:port` or `:port`.
 *
 * @throws {EngineError} `option`
 */
export function parseListenAddress(text: string): HostPort {
  const address = parseHostPort(text);
  if (address !== undefined) return address;
  throw new EngineError({
    code: 'option',
    option: 'address',
    expected: 'host:port, as [::1]:5003, 10.0.0.1:5003 or :5003',
    found: JSON.stringify(text),
  });
}

/**
 * Listens for TCP on the first address of the name that this machine has. Connections read
 * nothing before they are asked to.
 *
 * @throws EngineError `environment`
 */
export async function listen(address: HostPort): Promise<NetServer> {
  let failure: unknown;
  for (const host of address.host === '' ? ALL : await addressesOf(address.host)) {
    try {
      return await listenOn(host, address.port);
    } catch (error) {
      failure = error;
      if (!NOT_HERE.includes(codeOf(error))) break;
    }
  }
  throw cannotListen(address, 'TCP', failure);
}

/** The error that says why an address cannot be listened on. */
export function cannotListen(
  address: HostPort,
  transport: 'TCP' | 'UDP',
  cause: unknown,
): EngineError {
  const reason = REASONS[codeOf(cause)] ?? messageOf(cause);
  return new EngineError({
    code: 'environment',
    option: 'address',
    expected: `one that ${transport} can listen on`,
    found: `${formatHostPort(address)}: ${reason}`,
    cause,
  });
}

async function listenOn(host: string, port: number): Promise<NetServer> {
  const server = createServer({
    allowHalfOpen: true,
    pauseOnConnect: true,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_MS,
  });
  server.listen({ host, port, backlog: BACKLOG, exclusive: true });
  await once(server, 'listening');
  return server;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
