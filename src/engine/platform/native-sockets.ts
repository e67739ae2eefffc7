import { createRequire } from 'node:module';
import type * as Koffi from 'koffi';

/** Calls on sockets that Node does not offer. Linux alone. */
export interface NativeSockets {
  /** Bytes that the socket took at once, or the negative error number. Never blocks. */
  send(fd: number, data: Uint8Array, length: number): number;
  /** Fills `value`; false where the socket does not know the option. */
  getOption(fd: number, level: number, option: number, value: Uint8Array): boolean;
}

const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;

let loaded: NativeSockets | null | undefined;

/** The calls; undefined on other systems, and where the library that makes them cannot be loaded. */
export function nativeSockets(): NativeSockets | undefined {
  if (loaded === undefined) loaded = process.platform === 'linux' ? load() : null;
  return loaded ?? undefined;
}

function load(): NativeSockets | null {
  try {
    const koffi = createRequire(import.meta.url)('koffi') as typeof Koffi;
    const libc = koffi.load(null);
    const send = libc.func(
      'long send(int fd, const void *data, unsigned long length, int flags)',
    ) as (fd: number, data: Uint8Array, length: number, flags: number) => number;
    const getsockopt = libc.func(
      'int getsockopt(int fd, int level, int option, _Out_ uint8_t *value, _Inout_ uint32_t *length)',
    ) as (
      fd: number,
      level: number,
      option: number,
      value: Uint8Array,
      length: Uint32Array,
    ) => number;
    const length = new Uint32Array(1);
    return {
      send(fd, data, size) {
        const sent = send(fd, data, size, MSG_DONTWAIT | MSG_NOSIGNAL);
        return sent < 0 ? -koffi.errno() : sent;
      },
      getOption(fd, level, option, value) {
        length[0] = value.length;
        return getsockopt(fd, level, option, value, length) === 0 && length[0] === value.length;
      },
    };
  } catch {
    return null;
  }
}
