import { isIPv6 } from 'node:net';

/** `host:port`, with brackets round an IPv6 address. */
export function hostPort(host: string, port: number): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * Splits `host:port` and `[v6]:port`; undefined where it is neither. The host may be empty, the
 * port is a number up to 65535.
 */
export function splitHostPort(text: string): { host: string; port: number } | undefined {
  const found = /^(?:\[([^[\]]*)\]|([^:[\]]*)):(\d{1,5})$/.exec(text);
  if (found === null) return undefined;
  const [, bracketed, plain, digits] = found;
  const port = Number(digits);
  if (port > 65535) return undefined;
  if (bracketed !== undefined && !isIPv6(bracketed)) return undefined;
  return { host: bracketed ?? plain ?? '', port };
}
