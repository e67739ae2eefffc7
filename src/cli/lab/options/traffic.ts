import type { TrafficOptions } from '../../../lab/index.ts';
import type { TrafficFlags } from './options.ts';

export function trafficFrom({ nconn, rate, timeout, udp }: TrafficFlags): TrafficOptions {
  return {
    transport: udp === true ? 'udp' : 'tcp',
    connections: nconn,
    rateKBps: rate,
    durationMs: timeout,
  };
}
