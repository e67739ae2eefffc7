import { isIPv6 } from 'node:net';

/** A host, which may be an address, a name or '', and a port from 0 to 65535. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** `host:port`, with brackets round an IPv6 address. */
export function formatHostPort({ host, port }: HostPort): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Reads `host:port`, `[v6]:port` or `:port`; undefined where it is none of these. */
export function parseHostPort(text: string): HostPort | undefined {
  const found = /^(?:\[([^[\]]*)\]|([^\s:[\]]*)):(\d{1,5})$/.exec(text);
  if (found === null) return undefined;
  const [, bracketed = '', plain, digits] = found;
  const port = Number(digits);
  if (port > 65_535 || (bracketed !== '' && !isIPv6(bracketed))) return undefined;
  return { host: plain ?? bracketed, port };
}
