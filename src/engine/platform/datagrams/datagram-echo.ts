/** Host name field for the packets of a flow; undefined = nobody answers. `flow` is an unsigned 32-bit hash of its source. */
export type FieldFor = (flow: number) => Uint8Array | undefined;

export interface DatagramEchoHooks {
  readonly fieldFor: FieldFor;
  /** So many echoes could not be sent, and why. */
  readonly onUnanswered: (reason: string, count: number) => void;
}

/** Port of the echo service (RFC 862). */
const ECHO_PORT = 7;

/** Why a packet from there is not answered. */
export const FROM_ECHO = 'sent from the port of an echo server';

/** Whether whoever sends from that port would send the answer back: two echo servers never feed each other. */
export function isEchoPort(port: number, ownPort: number): boolean {
  return port === ECHO_PORT || port === ownPort;
}

/** A UDP socket that sends every packet back, a host name in its first bytes. */
export interface DatagramEcho {
  close(): void;
}

/** The address is taken by another socket. */
export class AddressInUse extends Error {
  readonly code = 'EADDRINUSE';
}
