import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { EngineError } from '../errors.ts';

/**
 * All addresses of a host, in the order in which the system gives them; of an address, itself.
 *
 * @throws {EngineError} `environment` where the name has none
 */
export async function addressesOf(host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  try {
    return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw new EngineError({
      code: 'environment',
      option: 'address',
      expected: 'a host name that resolves',
      found: `${JSON.stringify(host)} (${code})`,
      cause,
    });
  }
}
