import { isIP } from 'node:net';
import { EngineError } from '../errors.ts';
import { addressesOf } from './addresses-of.ts';
import type { Endpoint } from './endpoint.ts';
import { parseHostPort } from './host-port.ts';

const LOOPBACK = ['::1', '127.0.0.1'];

/**
 * All addresses of a service, in the order in which the system gives them: of `host:port`,
 * `[v6]:port`, `name:port`, or `:port` (this machine).
 *
 * @throws {EngineError} `option` where the text is none of these, `environment` where the name has
 *   no address
 */
export async function resolveAddress(text: string): Promise<Endpoint[]> {
  const parts = parseHostPort(text);
  if (parts === undefined || parts.port === 0) {
    throw new EngineError({
      code: 'option',
      option: 'address',
      expected: 'host:port or [v6]:port with a port from 1 to 65535',
      found: JSON.stringify(text),
    });
  }
  const { host, port } = parts;
  const hosts = host === '' ? LOOPBACK : await addressesOf(host);
  return hosts.map((address) => ({ host: address, port, family: isIP(address) === 6 ? 6 : 4 }));
}
