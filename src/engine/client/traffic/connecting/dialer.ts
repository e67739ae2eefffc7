import type { Milliseconds } from '../../../platform/clock.ts';
import type { Channel } from '../channels/channel.ts';
import type { Failure } from '../channels/failure.ts';
import { Connection } from '../connections/connection.ts';
import { AttemptPace } from './attempt-pace.ts';
import { Attempts } from './attempts.ts';
import { BeginQueue } from './begin-queue.ts';
import type { DialerOwner, DialerTools } from './dialer-owner.ts';
import { mayBegin } from './may-begin.ts';

/**
 * Share of a tick that goes into new connections, so that many of them do not hold up packets: neither
 * here, where it takes some six times as long when they are established, nor at a server that accepts
 * all that wait at once.
 */
const BEGIN_SHARE_MS = 0.25;

/** Makes connections: begins them, tries all addresses, waits, and tries again. */
export class Dialer {
  readonly #owner: DialerOwner;
  readonly #tools: DialerTools;
  readonly #queue: BeginQueue;
  readonly #pace: AttemptPace;
  readonly #attempts: Attempts;
  /** By slot: 1 = it has begun a connection. */
  readonly #seen: Uint8Array;
  #begun = 0;

  constructor(owner: DialerOwner, tools: DialerTools) {
    const { clients } = tools.plan;
    this.#owner = owner;
    this.#tools = tools;
    this.#queue = new BeginQueue(clients);
    this.#pace = new AttemptPace(tools.plan);
    this.#attempts = new Attempts(owner, tools, this.#queue, this.#pace);
    this.#seen = new Uint8Array(clients);
  }

  /** Whether slots wait for `work`. */
  get hasWork(): boolean {
    return this.#queue.length > 0;
  }

  /** A slot is to make a connection, or another attempt at the one it has begun. */
  add(slot: number): void {
    this.#queue.add(slot);
  }

  /**
   * A slot has lost its connection and is to make another: at once; but one without an echo was no
   * more than an attempt.
   */
  replace(
    slot: number,
    { received, attempts }: Pick<Connection, 'received' | 'attempts'>,
    timeMs: Milliseconds,
  ): void {
    if (received > 0) {
      this.#pace.heard(slot);
      this.add(slot);
    } else {
      this.#tools.timers.set(slot, this.#pace.unheard(slot, attempts, timeMs));
    }
  }

  /** Begins as many attempts as time allows. */
  work(nowMs: Milliseconds): void {
    while (this.hasWork && !this.#owner.isEnding) {
      const slot = this.#queue.take();
      if (slot < 0) return;
      this.#begin(slot);
      if (this.#tools.now() - nowMs > BEGIN_SHARE_MS) return;
    }
  }

  /** The deadline of a slot without an established connection is over; undefined = it has begun none. */
  expire(slot: number, connection: Connection | undefined, nowMs: Milliseconds): void {
    if (connection === undefined) {
      this.add(slot);
      return;
    }
    this.#attempts.expire(slot, connection, nowMs);
  }

  /** A channel is connected: its connection is made. */
  connected(slot: number, connection: Connection, channel: Channel, timeMs: Milliseconds): void {
    this.#attempts.connected(slot, connection, channel, timeMs);
  }

  /** An attempt with one address came to nothing: the next address has its turn, or a pause. */
  failed(slot: number, connection: Connection, channel: Channel, failure: Failure): void {
    this.#attempts.failed(slot, connection, channel, failure);
  }

  /** Ends whatever is under way to make a connection: the run is over. */
  abandon(connection: Connection, timeMs: Milliseconds): void {
    this.#attempts.abandon(connection, timeMs);
  }

  /** Says what was held back. */
  stop(): void {
    this.#attempts.stop();
  }

  #begin(slot: number): void {
    const { plan, connections, routes, now } = this.#tools;
    const timeMs = now();
    const known = connections[slot];
    if (known !== undefined) {
      this.#attempts.begin(slot, known, timeMs);
    } else if (!mayBegin(plan, timeMs, this.#seen[slot] === 0)) {
      this.#owner.gaveUp(slot, undefined);
    } else if (this.#begun >= plan.maxConnections) {
      this.#owner.stop('too-many-reconnects');
    } else {
      const source = routes.nextSource();
      if (source === undefined && routes.hasSources) {
        this.#owner.stop('out-of-sources');
        return;
      }
      this.#begun++;
      this.#seen[slot] = 1;
      const endpoint = routes.endpoint(source, 0);
      const connection = new Connection(plan.firstClient + slot, timeMs, endpoint, source);
      connections[slot] = connection;
      this.#attempts.begin(slot, connection, timeMs);
    }
  }
}
