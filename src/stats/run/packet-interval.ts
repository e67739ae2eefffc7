import { BYTES_PER_KB, type KBps } from '../units.ts';

/** What the load of a run is made of. */
export interface OfferedLoad {
  /** Clients, each with one connection at a time. */
  readonly connections: number;
  readonly packetSizeBytes: number;
  /** Of all clients together; more than 0. */
  readonly rateKBps: KBps;
}

/** From one packet of a connection to its next, in seconds. */
export function packetIntervalS({ connections, packetSizeBytes, rateKBps }: OfferedLoad): number {
  return (connections * packetSizeBytes) / (rateKBps * BYTES_PER_KB);
}

/** The rate at which each connection has a packet in so many seconds. */
export function rateForIntervalKBps(
  { connections, packetSizeBytes }: Omit<OfferedLoad, 'rateKBps'>,
  intervalS: number,
): KBps {
  return (connections * packetSizeBytes) / BYTES_PER_KB / intervalS;
}
