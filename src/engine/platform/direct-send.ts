import type { Libc } from './load-libc.ts';

const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;

/** Sends bytes from the start of a buffer. Gives how many went out, below 0 when none did. */
export type DirectSend = (fd: number, buffer: Uint8Array, lengthBytes: number) => number;

/**
 * `send(2)` straight from a buffer that is used again at once: without the copy and the request
 * object that `socket.write` needs.
 */
export function directSend(libc: Libc): DirectSend {
  const send = libc.func('long send(int fd, const void *buf, unsigned long len, int flags)');
  return (fd, buffer, lengthBytes) => send(fd, buffer, lengthBytes, MSG_DONTWAIT | MSG_NOSIGNAL);
}
