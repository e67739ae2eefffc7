import type { Endpoint } from '../../addresses/endpoint.ts';
import type { Milliseconds } from '../../platform/clock.ts';
import type { Transport } from '../../protocol/transport.ts';
import type { SourcePlan } from '../sources/source-plan.ts';

/**
 * All that one thread needs to make its part of the traffic. It can be sent to a thread as it is.
 */
export interface TrafficPlan {
  readonly transport: Transport;
  /** Addresses of the service; where one does not answer, the next is tried. At least one. */
  readonly endpoints: readonly Endpoint[];
  /** Slot of the first client of this part. */
  readonly firstClient: number;
  /** Clients of this part. */
  readonly clients: number;
  readonly packetSizeBytes: number;
  /** From packet to packet on one connection. */
  readonly packetIntervalMs: Milliseconds;
  /** Length of the run. */
  readonly durationMs: Milliseconds;
  readonly connectTimeoutMs: Milliseconds;
  readonly replyTimeoutMs: Milliseconds;
  /** Whether a lost connection is replaced. */
  readonly reconnect: boolean;
  /** So many connections are begun by this part, then the run ends. */
  readonly maxConnections: number;
  readonly sources?: SourcePlan;
  /** For phases and source addresses; the same seed draws the same. */
  readonly seed: number;
}
