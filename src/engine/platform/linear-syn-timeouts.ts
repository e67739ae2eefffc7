import { readFileSync } from 'node:fs';

const SETTING = '/proc/sys/net/ipv4/tcp_syn_linear_timeouts';

/**
 * How many times the system waits for the answer to a SYN as long as the first time, before it
 * doubles the wait (Linux from 6.5 on); 0 = it doubles it at once (RFC 6298).
 */
export function linearSynTimeouts(): number {
  try {
    return Number.parseInt(readFileSync(SETTING, 'utf8'), 10) || 0;
  } catch {
    return 0;
  }
}
