import { formatHostPort } from '../../addresses/host-port.ts';
import type { Milliseconds } from '../../platform/clock.ts';
import type { Channel } from './channel.ts';
import type { ConnectionState } from './listener.ts';
import type { Endpoint } from './plan.ts';

const NS_PER_MS = 1e6;

/** A connection of a client, from the first attempt to make it until it is over. */
export class Connection {
  /** Client (slot) of the whole run, from 0. */
  readonly client: number;
  readonly startedMs: Milliseconds;
  /** Undefined between two attempts. */
  channel: Channel | undefined;
  /** Where the attempt under way, or the last one, goes to. */
  endpoint: Endpoint;
  /** Where it comes from; undefined = wherever the system chooses. */
  source: Endpoint | undefined;
  connected = false;
  connectMs: Milliseconds = 0;
  attempts = 0;
  /** Endpoints tried in the attempt under way. */
  tried = 0;
  /** '' = nothing has failed so far. */
  cause = '';
  sent = 0;
  received = 0;
  dropped = 0;
  retransmits = 0;
  firstReceivedMs: Milliseconds = 0;
  lastReceivedMs: Milliseconds = 0;
  /** Whether a reply is missing. */
  pending = false;
  /** When the packet whose reply is awaited was due. */
  scheduledMs: Milliseconds = 0;

  constructor(
    client: number,
    startedMs: Milliseconds,
    endpoint: Endpoint,
    source: Endpoint | undefined,
  ) {
    this.client = client;
    this.endpoint = endpoint;
    this.source = source;
    this.startedMs = startedMs;
  }

  /** Address that it goes to, as `ip:port`. */
  get remote(): string {
    return formatHostPort(this.endpoint);
  }

  /** Asks the system about segments sent again, and gives those that were not known of. */
  readRetransmits(): number {
    const before = this.retransmits;
    this.retransmits = this.channel?.retransmits() ?? before;
    return this.retransmits - before;
  }

  /** @param endedMs Infinity = it goes on */
  state(endedMs: Milliseconds, err: string): ConnectionState {
    return {
      startedNs: toNs(this.startedMs),
      // 0 would say that it was never connected.
      connectNs: this.connected ? Math.max(1, toNs(this.connectMs)) : 0,
      endedNs: toNs(endedMs),
      err,
      sent: this.sent,
      received: this.received,
      dropped: this.dropped,
      retransmits: this.retransmits,
      local: this.connected ? (this.channel?.local ?? '') : '',
      remote: this.connected ? this.remote : '',
      host: this.channel?.host ?? '',
      client: this.client,
      firstReceivedNs: toNs(this.firstReceivedMs),
      lastReceivedNs: toNs(this.lastReceivedMs),
      cause: this.cause,
      attempts: this.attempts,
    };
  }
}

function toNs(timeMs: Milliseconds): number {
  return Math.round(timeMs * NS_PER_MS);
}
