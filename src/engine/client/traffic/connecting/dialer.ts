import type { StopReason, TrafficCounters } from '../../../../stats/index.ts';
import { NoticeLimiter } from '../../../notices/notice-limiter.ts';
import type { Clock, Milliseconds } from '../../../platform/clock.ts';
import type { TrafficPlan } from '../../plan/traffic-plan.ts';
import { causeOf, failureText, isOwnFault, type Failure } from '../channels/failure.ts';
import type { OpenChannel } from '../channels/open-channel.ts';
import { Connection } from '../connections/connection.ts';
import type { ClientTimers } from '../timing/client-timers.ts';
import { backOffMs } from './back-off.ts';
import { BeginQueue } from './begin-queue.ts';
import { mayBegin } from './may-begin.ts';
import type { Routes } from './routes.ts';

/** Share of a tick that goes into new connections, so that many of them do not hold up packets. */
const BEGIN_SHARE_MS = 2;

/** Whom a dialer works for. */
export interface DialerOwner {
  /** No connection is to be begun any more. */
  readonly isEnding: boolean;
  /** A client gives up; undefined = it has not even begun a connection. */
  gaveUp(slot: number, connection: Connection | undefined): void;
  /** A slot has a new deadline. */
  timerSet(): void;
  stop(reason: StopReason): void;
  onNotice(notice: string): void;
}

/** What a dialer works with; it shares all of it with its owner. */
export interface DialerTools {
  readonly plan: TrafficPlan;
  /** By slot. */
  readonly connections: (Connection | undefined)[];
  readonly timers: ClientTimers;
  readonly routes: Routes;
  readonly counters: TrafficCounters;
  readonly open: OpenChannel;
  readonly now: Clock;
}

/** Makes connections: begins them, tries all addresses, waits, and tries again. */
export class Dialer {
  readonly #owner: DialerOwner;
  readonly #tools: DialerTools;
  readonly #notices: NoticeLimiter<string>;
  readonly #queue = new BeginQueue();
  /** By slot: 1 = it has begun a connection. */
  readonly #seen: Uint8Array;
  /** By slot: UDP connections in a row that were lost without an echo. */
  readonly #silent: Uint32Array;
  #begun = 0;

  constructor(owner: DialerOwner, tools: DialerTools) {
    this.#owner = owner;
    this.#tools = tools;
    this.#seen = new Uint8Array(tools.plan.clients);
    this.#silent = new Uint32Array(tools.plan.clients);
    this.#notices = new NoticeLimiter((_kind, text, count) => {
      owner.onNotice(count === 1 ? text : `${text} (${count} times)`);
    });
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
   * A slot has lost its connection and is to make another: at once; but a UDP connection without an
   * echo was no more than an attempt, as to connect asks nobody.
   */
  replace(slot: number, { received }: Pick<Connection, 'received'>, timeMs: Milliseconds): void {
    const { plan, timers } = this.#tools;
    if (plan.transport === 'tcp' || received > 0) {
      this.#silent[slot] = 0;
      this.add(slot);
      return;
    }
    const silent = (this.#silent[slot] as number) + 1;
    this.#silent[slot] = silent;
    timers.set(slot, timeMs + backOffMs(silent));
  }

  /** Begins as many attempts as time allows. */
  work(nowMs: Milliseconds): void {
    while (this.hasWork && !this.#owner.isEnding) {
      this.#begin(this.#queue.take());
      if (this.#tools.now() - nowMs > BEGIN_SHARE_MS) return;
    }
  }

  /** The deadline of a slot without an established connection is over; undefined = it has begun none. */
  expire(slot: number, connection: Connection | undefined, nowMs: Milliseconds): void {
    if (connection === undefined) {
      this.add(slot);
      return;
    }
    if (connection.phase === 'connecting') {
      connection.channel?.close();
      this.failed(slot, connection, { operation: 'dial', call: '', code: 'TIMEOUT' });
    } else if (mayBegin(this.#tools.plan, nowMs, false)) {
      connection.retry();
      this.add(slot);
    } else {
      this.#owner.gaveUp(slot, connection);
    }
  }

  /** An attempt with one address came to nothing: the next address has its turn, or a pause. */
  failed(slot: number, connection: Connection, failure: Failure): void {
    const { routes, timers, counters, now } = this.#tools;
    const timeMs = now();
    timers.clear(slot);
    const cause = causeOf(failure, connection.source !== undefined);
    const fault = isOwnFault(cause) ? this.#textOf(failure, connection) : undefined;
    connection.refused(cause);
    if (fault !== undefined) this.#notices.tell(cause, fault);
    // Who was told may have ended it all.
    if (connection.isOver) return;
    const { source } = connection;
    const canGoOn = !routes.hasSources || source !== undefined;
    if (canGoOn && connection.tried < routes.count(source) && !this.#owner.isEnding) {
      this.#dial(slot, connection);
      return;
    }
    counters.failedConnects++;
    connection.backOff();
    timers.set(slot, timeMs + backOffMs(connection.attempts));
    this.#owner.timerSet();
  }

  /** Says what was held back. */
  stop(): void {
    this.#notices.close();
  }

  #begin(slot: number): void {
    const { plan, connections, routes, now } = this.#tools;
    const timeMs = now();
    const known = connections[slot];
    if (known !== undefined) {
      this.#attempt(slot, known);
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
      this.#attempt(slot, connection);
    }
  }

  #attempt(slot: number, connection: Connection): void {
    const { routes } = this.#tools;
    const source = connection.source ?? routes.nextSource();
    if (source === undefined && routes.hasSources) {
      this.#owner.stop('out-of-sources');
      return;
    }
    connection.attempt(source);
    this.#dial(slot, connection);
  }

  #dial(slot: number, connection: Connection): void {
    const { plan, timers, routes, open, now } = this.#tools;
    const { source } = connection;
    const endpoint = routes.endpoint(source, connection.tried);
    connection.dial(endpoint, open(slot, endpoint, source));
    timers.set(slot, now() + plan.connectTimeoutMs);
  }

  #textOf(failure: Failure, { source, remote }: Connection): string {
    return failureText(failure, this.#tools.plan.transport, source?.host ?? '', remote);
  }
}
