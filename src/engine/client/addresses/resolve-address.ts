import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { EngineError } from '../../errors.ts';
import type { Endpoint } from '../traffic/plan.ts';
import { splitHostPort } from './host-port.ts';

const LOOPBACK = ['::1', '127.0.0.1'];

/**
 * All addresses of a service, in the order in which the system gives them: of `host:port`,
 * `[v6]:port`, `name:port`, or `:port` (this machine).
 *
 * @throws EngineError 'option' where the text is none of these, 'environment' where the name has
 *   no address
 */
export async function resolveAddress(text: string): Promise<Endpoint[]> {
  const parts = splitHostPort(text);
  if (parts === undefined || parts.port === 0) {
    throw new EngineError(
      'option',
      `-address: expected host:port or [v6]:port with a port from 1 to 65535, found ${JSON.stringify(text)}`,
    );
  }
  const { host, port } = parts;
  const hosts = host === '' ? LOOPBACK : isIP(host) > 0 ? [host] : await addressesOf(host);
  return hosts.map((address) => ({ host: address, port, family: isIP(address) === 6 ? 6 : 4 }));
}

async function addressesOf(name: string): Promise<string[]> {
  try {
    const found = await lookup(name, { all: true, verbatim: true });
    return found.map(({ address }) => address);
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw new EngineError(
      'environment',
      `-address: expected a host name that resolves, found ${JSON.stringify(name)} (${code})`,
      { cause },
    );
  }
}
