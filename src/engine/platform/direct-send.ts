import { libc } from './libc.ts';
import { MSG_DONTWAIT, MSG_NOSIGNAL } from './message-flags.ts';

/**
 * Sends bytes from the start of a buffer, and never waits. Gives how many went out, or the negative
 * number of the error.
 */
export type DirectSend = (fd: number, buffer: Uint8Array, lengthBytes: number) => number;

const FLAGS = MSG_DONTWAIT | MSG_NOSIGNAL;

/**
 * `send(2)` straight from a buffer that is used again at once: without the copy and the request
 * object that `socket.write` needs. Undefined where the system cannot be called.
 */
export function directSend(): DirectSend | undefined {
  const library = libc();
  if (library === undefined) return undefined;
  const send = library.func('long send(int fd, const void *buf, unsigned long len, int flags)');
  return (fd, buffer, lengthBytes) => {
    const sent = send(fd, buffer, lengthBytes, FLAGS);
    return sent < 0 ? -library.errno() : sent;
  };
}
