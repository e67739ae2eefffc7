import { msToNs, type ConnectionState } from '../../../../stats/index.ts';
import type { Endpoint } from '../../../addresses/endpoint.ts';
import { formatHostPort } from '../../../addresses/host-port.ts';
import type { Milliseconds } from '../../../platform/clock.ts';
import type { Channel } from '../channels/channel.ts';
import type { Dial } from './dial.ts';
import { follow, type Phase } from './phase.ts';

const NO_DIALS: readonly Dial[] = [];
const NO_SOURCES: readonly Endpoint[] = [];

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
  /** Those that no attempt uses. */
  #spareSources: readonly Endpoint[] = NO_SOURCES;
  #dials = NO_DIALS;
  #attempts = 0;
  #cause = '';
  /** Infinity = not established so far. */
  #connectMs: Milliseconds = Infinity;
  /** -Infinity = it has not. */
  #askedInVainMs: Milliseconds = -Infinity;
  #sent = 0;
  #received = 0;
  #dropped = 0;
  #skipped = 0;
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
    if (source !== undefined) this.#spareSources = [source];
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

  /** Undefined before it is established. */
  get channel(): Channel | undefined {
    return this.#channel;
  }

  /** What is under way to make it, in the order of beginning. */
  get dials(): readonly Dial[] {
    return this.#dials;
  }

  /** Where it goes to; before it is established, the last dial. */
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
  attempt(): void {
    this.#attempts++;
  }

  /** One of its sources that no attempt uses; undefined = there is none. */
  takeSource(): Endpoint | undefined {
    const [source, ...others] = this.#spareSources;
    this.#spareSources = others;
    return source;
  }

  /** Another attempt may use that source. */
  giveSource(source: Endpoint): void {
    this.#spareSources = [...this.#spareSources, source];
  }

  /** idle, connecting -> connecting */
  dial(dial: Dial): void {
    if (this.#phase !== 'connecting') this.#phase = follow(this.#phase, 'connecting');
    this.#dials = [...this.#dials, dial];
    this.#endpoint = dial.endpoint;
  }

  /** connecting -> idle, where nothing else is under way: there is no connection to that endpoint. */
  refused(dial: Dial, cause: string): void {
    this.#dials = this.#dials.filter((other) => other !== dial);
    if (this.#dials.length === 0) this.#phase = follow(this.#phase, 'idle');
    this.#cause = cause;
  }

  /** Something that was asked for it then has not been answered. */
  askedInVain(timeMs: Milliseconds): void {
    this.#askedInVainMs = Math.max(this.#askedInVainMs, timeMs);
  }

  /** idle -> backing-off: no endpoint is left to try. */
  backOff(): void {
    this.#phase = follow(this.#phase, 'backing-off');
  }

  /** backing-off -> idle */
  retry(): void {
    this.#phase = follow(this.#phase, 'idle');
  }

  /** connecting -> open: what else is under way is left to the caller. */
  established({ channel, endpoint, source }: Dial, timeMs: Milliseconds): void {
    this.#phase = follow(this.#phase, 'open');
    this.#dials = NO_DIALS;
    this.#channel = channel;
    this.#endpoint = endpoint;
    this.#source = source;
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

  /** The time of packets passed while a reply was missing. */
  dropped(count: number): void {
    this.#dropped += count;
  }

  /** The time of packets passed, and it was not for want of a reply. */
  skipped(count: number): void {
    this.#skipped += count;
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
      // 0 would say that the first was answered.
      askedInVainNs: this.#askedInVainMs < 0 ? 0 : Math.max(1, msToNs(this.#askedInVainMs)),
      skipped: this.#skipped,
    };
  }
}
