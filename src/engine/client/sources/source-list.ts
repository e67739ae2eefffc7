import { isIP } from 'node:net';
import type { Endpoint } from '../../addresses/endpoint.ts';
import { parseHostPort } from '../../addresses/host-port.ts';
import { EngineError } from '../../errors.ts';

/**
 * Parses source addresses, one a line: `addr`, `addr:port`, `[v6]` or `[v6]:port`. Empty lines are passed
 * over; a missing port is 0: any.
 *
 * @throws {EngineError} `option`, which names the line
 */
export function parseSourceList(lines: readonly string[]): Endpoint[] {
  const sources: Endpoint[] = [];
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    if (text === '') continue;
    sources.push(parseSource(text, index + 1));
  }
  return sources;
}

function parseSource(text: string, line: number): Endpoint {
  const bare = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  const { host, port } =
    isIP(bare) > 0 ? { host: bare, port: 0 } : (parseHostPort(text) ?? { host: '', port: 0 });
  const family = isIP(host);
  if (family === 0) {
    throw new EngineError({
      code: 'option',
      option: 'sources',
      line,
      expected: 'an address such as 10.0.0.1, 10.0.0.1:4000 or [2001:db8::1]:4000',
      found: JSON.stringify(text),
    });
  }
  return { host, port, family: family === 4 ? 4 : 6 };
}
