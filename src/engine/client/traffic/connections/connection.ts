import { msToNs, type ConnectionState } from '../../../../stats/index.ts';
import type { Endpoint } from '../../../addresses/endpoint.ts';
import { formatHostPort } from '../../../addresses/host-port.ts';
import type { Milliseconds } from '../../../platform/clock.ts';
import type { Channel } from '../channels/channel.ts';
import { follow, type Phase } from './phase.ts';

/**
 * A connection of a client, from the first attempt to make it until it is over. What happens to it
 * is told by a method, which takes it from phase to phase; nobody else changes it.
 */
export class Connection {
  /** Client (slot) of the whole run, from 0. */
  readonly client: number;
  readonly startedMs: Milliseconds;
  #phase: Phase = 'idle';
  #channel: Channel | undefined;
  #endpoint: Endpoint;
  #source: Endpoint | undefined;
  #attempts = 0;
  #tried = 0;
  #cause = '';
  /** Infinity = not established so far. */
  #connectMs: Milliseconds = Infinity;
  #sent = 0;
  #received = 0;
  #dropped = 0;
  #retransmits = 0;
  #firstReceivedMs: Milliseconds = 0;
  #lastReceivedMs: Milliseconds = 0;
  #scheduledMs: Milliseconds = 0;

  constructor(
    client: number,
    startedMs: Milliseconds,
    endpoint: Endpoint,
    source: Endpoint | undefined,
  ) {
    this.client = client;
    this.#endpoint = endpoint;
    this.#source = source;
    this.startedMs = startedMs;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Packets can be sent, or the echo of one is missing. */
  get isEstablished(): boolean {
    return this.#phase === 'open' || this.#phase === 'awaiting';
  }

  get isAwaiting(): boolean {
    return this.#phase === 'awaiting';
  }

  get isOver(): boolean {
    return this.#phase === 'lost' || this.#phase === 'over';
  }

  /** Undefined between two attempts. */
  get channel(): Channel | undefined {
    return this.#channel;
  }

  /** Where the attempt under way, or the last one, goes to. */
  get endpoint(): Endpoint {
    return this.#endpoint;
  }

  /** Where it comes from; undefined = wherever the system chooses. */
  get source(): Endpoint | undefined {
    return this.#source;
  }

  get attempts(): number {
    return this.#attempts;
  }

  /** Endpoints that failed in the attempt under way. */
  get tried(): number {
    return this.#tried;
  }

  /** Why it was lost, or why the last attempt failed; '' = nothing has failed so far. */
  get cause(): string {
    return this.#cause;
  }

  get received(): number {
    return this.#received;
  }

  /** When the packet whose echo is awaited was due. */
  get scheduledMs(): Milliseconds {
    return this.#scheduledMs;
  }

  /** Address that it goes to, as `ip:port`. */
  get remote(): string {
    return formatHostPort(this.#endpoint);
  }

  /** An attempt to make it begins. */
  attempt(source: Endpoint | undefined): void {
    this.#source = source;
    this.#attempts++;
    this.#tried = 0;
  }

  /** idle -> connecting */
  dial(endpoint: Endpoint, channel: Channel): void {
    this.#phase = follow(this.#phase, 'connecting');
    this.#endpoint = endpoint;
    this.#channel = channel;
  }

  /** connecting -> idle: there is no connection to that endpoint. */
  refused(cause: string): void {
    this.#phase = follow(this.#phase, 'idle');
    this.#channel = undefined;
    this.#cause = cause;
    this.#tried++;
    // From another source it may be possible.
    if (cause === 'ports' || cause === 'source') this.#source = undefined;
  }

  /** idle -> backing-off: no endpoint is left to try. */
  backOff(): void {
    this.#phase = follow(this.#phase, 'backing-off');
  }

  /** backing-off -> idle */
  retry(): void {
    this.#phase = follow(this.#phase, 'idle');
  }

  /** connecting -> open */
  established(timeMs: Milliseconds): void {
    this.#phase = follow(this.#phase, 'open');
    this.#connectMs = timeMs;
    this.#cause = '';
  }

  /** open -> awaiting: a packet was sent that was due at `scheduledMs`. */
  sent(scheduledMs: Milliseconds): void {
    this.#phase = follow(this.#phase, 'awaiting');
    this.#sent++;
    this.#scheduledMs = scheduledMs;
  }

  /** awaiting -> open: the whole echo is here. */
  answered(timeMs: Milliseconds): void {
    this.#phase = follow(this.#phase, 'open');
    this.#received++;
    if (this.#received === 1) this.#firstReceivedMs = timeMs;
    this.#lastReceivedMs = timeMs;
  }

  /** Packets were not sent at their time. */
  dropped(count: number): void {
    this.#dropped += count;
  }

  /** open, awaiting -> lost */
  lose(cause: string): void {
    this.#phase = follow(this.#phase, 'lost');
    this.#cause = cause;
  }

  /** Ends it, whatever it is about. */
  end(): void {
    this.#phase = follow(this.#phase, 'over');
  }

  /** Asks the system about segments sent again, and gives those that were not known of. */
  readRetransmits(): number {
    const before = this.#retransmits;
    this.#retransmits = this.#channel?.retransmits() ?? before;
    return this.#retransmits - before;
  }

  /** @param endedMs Infinity = it goes on */
  state(endedMs: Milliseconds, err: string): ConnectionState {
    const wasEstablished = this.#connectMs < Infinity;
    return {
      startedNs: msToNs(this.startedMs),
      // 0 would say that it was never connected.
      connectNs: wasEstablished ? Math.max(1, msToNs(this.#connectMs)) : 0,
      endedNs: msToNs(endedMs),
      err,
      sent: this.#sent,
      received: this.#received,
      dropped: this.#dropped,
      retransmits: this.#retransmits,
      local: wasEstablished ? (this.#channel?.local ?? '') : '',
      remote: wasEstablished ? this.remote : '',
      host: this.#channel?.host ?? '',
      client: this.client,
      firstReceivedNs: msToNs(this.#firstReceivedMs),
      lastReceivedNs: msToNs(this.#lastReceivedMs),
      cause: this.#cause,
      attempts: this.#attempts,
    };
  }
}
