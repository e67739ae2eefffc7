import { nativeSockets } from './native-sockets.ts';

const IPPROTO_TCP = 6;
const TCP_INFO = 11;
/** Where `tcpi_total_retrans` stands in `struct tcp_info` of <linux/tcp.h>. */
const TOTAL_RETRANS = 100;

const info = new Uint8Array(TOTAL_RETRANS + 4);
const view = new DataView(info.buffer);
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** TCP segments that an open socket has sent again; 0 where the system does not tell. */
export function tcpRetransmits(fd: number): number {
  if (fd < 0) return 0;
  const known = nativeSockets()?.getOption(fd, IPPROTO_TCP, TCP_INFO, info) ?? false;
  return known ? view.getUint32(TOTAL_RETRANS, LITTLE_ENDIAN) : 0;
}
