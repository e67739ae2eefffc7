import type { Milliseconds } from '../../../platform/clock.ts';
import type { Failure } from './failure.ts';

/** The wire of one connection: it carries one packet at a time. */
export interface Channel {
  /** Own address as `ip:port`; '' before it is connected. */
  readonly local: string;
  /** The server's host name; '' before the first echo. */
  readonly host: string;
  /**
   * Sends a packet; its echo is awaited from now on. False: it could not be sent, and that was told
   * as lost.
   *
   * @param packet number of the packet among those of its client
   */
  send(packet: number, timeMs: Milliseconds): boolean;
  /** TCP segments sent again so far. */
  retransmits(): number;
  /**
   * The echo did not come in time. True: it stays open for echoes that come late, until `close`;
   * false: it is closed.
   */
  abandon(): boolean;
  /** Closes it; nothing is told from now on. */
  close(): void;
}

/** What channels tell; `slot` is the one they were made for. */
export interface ChannelEvents {
  connected(slot: number): void;
  /** The whole echo of the packet that was sent last is here. */
  answered(slot: number): void;
  /** It is over, or did not come about. */
  failed(slot: number, failure: Failure): void;
  /** An echo that came a second time. */
  duplicate(slot: number): void;
  /** The echo of a packet that was abandoned. */
  late(slot: number, packet: number): void;
}
