import { EngineError } from '../errors.ts';

/** Where to listen: an address, a name, or '' for all addresses. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `host:port`, `[v6]:port` or `:port`.
 *
 * @throws EngineError `option`
 */
export function parseListenAddress(text: string): ListenAddress {
  const parts = /^(?:\[(?<bracketed>[^[\]]*)\]|(?<plain>[^[\]:]*)):(?<port>\d{1,5})$/.exec(text);
  const port = Number(parts?.groups?.['port'] ?? NaN);
  const host = parts?.groups?.['bracketed'] ?? parts?.groups?.['plain'];
  if (host === undefined || !(port <= 65_535) || /\s/.test(host)) {
    throw new EngineError(
      'option',
      `address: expected host:port, as [::1]:5003, 10.0.0.1:5003 or :5003, found ${JSON.stringify(text)}`,
    );
  }
  return { host, port };
}

/** As it is written: IPv6 in brackets. */
export function formatAddress({ host, port }: ListenAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
