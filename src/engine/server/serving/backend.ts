import type { Accepted } from '../../platform/tcp-handle.ts';

/** Who answers behind the listening sockets: this process, or replicas. */
export interface Backend {
  /** Host names that answer now. */
  readonly hosts: readonly string[];
  serve(accepted: Accepted): void;
  /**
   * Host name field for a packet of a UDP flow; the same one for a flow as long as its host is up.
   * Undefined = nobody is up.
   *
   * @param flow unsigned 32-bit hash of the flow's source
   */
  fieldFor(flow: number): Uint8Array | undefined;
  restart(): Promise<void>;
  /** Ends all connections. */
  close(): Promise<void>;
}
