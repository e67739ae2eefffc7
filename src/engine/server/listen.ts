import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, isIP, type Server as NetServer } from 'node:net';
import { EngineError } from '../errors.ts';
import { formatAddress, type ListenAddress } from './listen-address.ts';

/** So many connections may wait to be accepted; the system takes what it allows. */
const BACKLOG = 65_535;

/** Ends connections whose client is gone without a word. */
const KEEP_ALIVE_MS = 15_000;

/** A family or an address that this machine does not have; another address of the name may do. */
const NOT_HERE = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'];

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use by another program',
  EADDRNOTAVAIL: 'this machine does not have the address',
  EAFNOSUPPORT: 'this machine does not have the address',
  EACCES: 'ports below 1024 need privileges',
};

/**
 * Listens for TCP on the first address of the name that this machine has. Connections read
 * nothing before they are asked to.
 *
 * @throws EngineError `environment`
 */
export async function listen(address: ListenAddress): Promise<NetServer> {
  let failure: unknown;
  for (const host of await addressesOf(address.host)) {
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
  address: ListenAddress,
  transport: 'TCP' | 'UDP',
  cause: unknown,
): EngineError {
  const reason = REASONS[codeOf(cause)] ?? (cause instanceof Error ? cause.message : String(cause));
  const where = `${formatAddress(address)} (${transport})`;
  return new EngineError('environment', `cannot listen on ${where}: ${reason}`, { cause });
}

async function addressesOf(host: string): Promise<readonly string[]> {
  if (host === '') return ['::', '0.0.0.0'];
  if (isIP(host) !== 0) return [host];
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (error) {
    throw new EngineError('environment', `cannot find the address of ${host}: ${codeOf(error)}`, {
      cause: error,
    });
  }
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
