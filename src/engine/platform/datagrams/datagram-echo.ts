/** Host name field for the packets of a flow; undefined = nobody answers. `flow` is an unsigned 32-bit hash of its source. */
export type FieldFor = (flow: number) => Uint8Array | undefined;

export interface DatagramEchoHooks {
  readonly fieldFor: FieldFor;
  /** So many echoes could not be sent, and why. */
  readonly onUnanswered: (reason: string, count: number) => void;
}

/** A UDP socket that sends every packet back, a host name in its first bytes. */
export interface DatagramEcho {
  close(): void;
}

/** The address is taken by another socket. */
export class AddressInUse extends Error {
  readonly code = 'EADDRINUSE';
}
