import type { Socket } from 'node:net';

/**
 * Descriptor of an open TCP socket, -1 where there is none. Node keeps it to itself; this is the
 * one place that looks, and all that use it can do without.
 */
export function socketFd(socket: Socket): number {
  const { _handle: handle } = socket as { _handle?: { fd?: unknown } | null };
  const fd = handle?.fd;
  return typeof fd === 'number' ? fd : -1;
}
