import { libc, type CFunction } from './libc.ts';

const IPPROTO_TCP = 6;
const TCP_INFO = 11;
/** Where `tcpi_total_retrans` stands in `struct tcp_info` of <linux/tcp.h>. */
const TOTAL_RETRANS = 100;

const info = new Uint8Array(TOTAL_RETRANS + 4);
const view = new DataView(info.buffer);
const length = new Uint32Array(1);
const lengthBytes = new Uint8Array(length.buffer);
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

let getsockopt: CFunction | null | undefined;

/** TCP segments that an open socket has sent again; 0 where the system does not tell. */
export function tcpRetransmits(fd: number): number {
  if (fd < 0) return 0;
  getsockopt ??=
    libc()?.func('int getsockopt(int fd, int level, int option, void *value, void *length)') ??
    null;
  if (getsockopt === null) return 0;
  length[0] = info.length;
  const found = getsockopt(fd, IPPROTO_TCP, TCP_INFO, info, lengthBytes) === 0;
  // An old kernel tells less than that.
  return found && length[0] === info.length ? view.getUint32(TOTAL_RETRANS, LITTLE_ENDIAN) : 0;
}
