import type { Endpoint } from '../../../addresses/endpoint.ts';
import { formatHostPort } from '../../../addresses/host-port.ts';
import { NoticeLimiter } from '../../../notices/notice-limiter.ts';
import type { Milliseconds } from '../../../platform/clock.ts';
import { linearSynTimeouts } from '../../../platform/linear-syn-timeouts.ts';
import { tellsRetransmits } from '../../../platform/tcp-retransmits.ts';
import type { Channel } from '../channels/channel.ts';
import { causeOf, failureText, isOwnFault, type Failure } from '../channels/failure.ts';
import type { Connection } from '../connections/connection.ts';
import type { Dial } from '../connections/dial.ts';
import { AskedInVain } from './asked-in-vain.ts';
import type { AttemptPace } from './attempt-pace.ts';
import type { BeginQueue } from './begin-queue.ts';
import type { DialerOwner, DialerTools } from './dialer-owner.ts';
import { mayBegin } from './may-begin.ts';
import { SynTimes } from './syn-times.ts';

/** What is begun at an address. */
type DialPlan = Pick<Dial, 'source' | 'beganMs' | 'first' | 'tried'>;

const TOO_LATE: Failure = { operation: 'dial', call: '', code: 'TIMEOUT' };

/** Attempts to make the connections that were begun: one after another, or several at a time. */
export class Attempts {
  readonly #owner: DialerOwner;
  readonly #tools: DialerTools;
  /** Slots whose next attempt is due. */
  readonly #queue: BeginQueue;
  readonly #pace: AttemptPace;
  readonly #notices: NoticeLimiter<string>;
  readonly #vain = new AskedInVain(new SynTimes(linearSynTimeouts()), tellsRetransmits());

  constructor(owner: DialerOwner, tools: DialerTools, queue: BeginQueue, pace: AttemptPace) {
    this.#owner = owner;
    this.#tools = tools;
    this.#queue = queue;
    this.#pace = pace;
    this.#notices = new NoticeLimiter((_kind, text, count) => {
      owner.onNotice(count === 1 ? text : `${text} (${count} times)`);
    });
  }

  /** An attempt at a connection begins, or waits for one that must make room. */
  begin(slot: number, connection: Connection, timeMs: Milliseconds): void {
    if (!this.#hasRoom(slot, connection, timeMs)) return;
    const { routes } = this.#tools;
    const source = this.#sourceFor(connection);
    if (source === undefined && routes.hasSources) {
      // What is under way may still succeed.
      if (connection.dials.length === 0) this.#owner.stop('out-of-sources');
      return;
    }
    if (connection.phase === 'backing-off') connection.retry();
    // Attempts that overlap begin with different addresses: none waits for that of another to fail.
    const first = this.#pace.overlaps ? connection.attempts : 0;
    connection.attempt();
    this.#dial(slot, connection, { source, beganMs: timeMs, first, tried: 0 });
    this.#pace.begun(slot, timeMs);
    this.#setTimer(slot, connection);
  }

  /** A deadline of a connection that is being made is over: of an attempt, or of a pause. */
  expire(slot: number, connection: Connection, nowMs: Milliseconds): void {
    for (const dial of connection.dials) {
      if (this.#endMs(dial) > nowMs) continue;
      dial.channel.close();
      this.failed(slot, connection, dial.channel, TOO_LATE);
      // Who was told may have ended it all.
      if (connection.isOver) return;
    }
    if (this.#pace.dueMs(slot) <= nowMs) {
      this.#pace.take(slot);
      if (mayBegin(this.#tools.plan, nowMs, false)) {
        this.#queue.add(slot);
      } else if (connection.dials.length === 0) {
        this.#owner.gaveUp(slot, connection);
        return;
      }
    }
    this.#setTimer(slot, connection);
  }

  /** A channel is connected: its connection is made. */
  connected(slot: number, connection: Connection, channel: Channel, timeMs: Milliseconds): void {
    const { dials } = connection;
    const answered = dials.find((dial) => dial.channel === channel);
    if (answered === undefined) return;
    this.#vain.answered(connection, answered, timeMs);
    connection.established(answered, timeMs);
    for (const dial of dials) if (dial !== answered) dial.channel.close();
    this.#queue.remove(slot);
    this.#pace.clear(slot);
    this.#tools.timers.clear(slot);
    this.#tools.routes.answered(connection);
  }

  /** An attempt with one address came to nothing: the next address has its turn, or a pause. */
  failed(slot: number, connection: Connection, channel: Channel, failure: Failure): void {
    const { routes } = this.#tools;
    const dial = connection.dials.find((known) => known.channel === channel);
    if (dial === undefined) return;
    const { source, tried } = dial;
    const cause = this.#refuse(connection, dial, failure);
    // Who was told may have ended it all.
    if (connection.isOver) return;
    // From another source it may be possible.
    const isSpoilt = source !== undefined && (cause === 'ports' || cause === 'source');
    if (!isSpoilt && tried + 1 < routes.count(source) && !this.#owner.isEnding) {
      this.#dial(slot, connection, { ...dial, tried: tried + 1 });
      this.#setTimer(slot, connection);
      return;
    }
    if (source !== undefined && !isSpoilt) connection.giveSource(source);
    this.#attemptFailed(slot, connection);
    this.#setTimer(slot, connection);
    this.#owner.timerSet();
  }

  /** Ends whatever is under way to make a connection: the run is over. */
  abandon(connection: Connection, timeMs: Milliseconds): void {
    for (const dial of connection.dials) {
      this.#vain.failed(connection, dial, timeMs);
      dial.channel.close();
    }
  }

  /** Says what was held back. */
  stop(): void {
    this.#notices.close();
  }

  /** Gives up the oldest of too many attempts; false = it is to wait until that has had its time. */
  #hasRoom(slot: number, connection: Connection, timeMs: Milliseconds): boolean {
    const surplus = this.#pace.surplus(connection.dials);
    if (surplus === undefined) return true;
    if (this.#pace.waitsFor(slot, surplus, timeMs)) {
      this.#setTimer(slot, connection);
      return false;
    }
    surplus.channel.close();
    this.#refuse(connection, surplus, TOO_LATE);
    if (surplus.source !== undefined) connection.giveSource(surplus.source);
    this.#tools.counters.failedConnects++;
    return true;
  }

  /** A source without a port of its own serves several attempts at a time. */
  #sourceFor(connection: Connection): Endpoint | undefined {
    return (
      connection.takeSource() ??
      connection.dials.find(({ source }) => source?.port === 0)?.source ??
      this.#tools.routes.nextSource()
    );
  }

  #dial(slot: number, connection: Connection, { source, beganMs, first, tried }: DialPlan): void {
    const { routes, open, now } = this.#tools;
    const endpoint = routes.endpoint(source, first + tried);
    const channel = open(slot, endpoint, source);
    connection.dial({ channel, endpoint, source, beganMs, askedMs: now(), first, tried });
  }

  /** @returns the cause */
  #refuse(connection: Connection, dial: Dial, failure: Failure): string {
    const { plan, now } = this.#tools;
    const cause = causeOf(failure, dial.source !== undefined);
    connection.refused(dial, cause);
    if (isOwnFault(cause)) {
      const { source, endpoint } = dial;
      const remote = formatHostPort(endpoint);
      this.#notices.tell(cause, failureText(failure, plan.transport, source?.host ?? '', remote));
    } else {
      this.#vain.failed(connection, dial, now());
    }
    return cause;
  }

  #attemptFailed(slot: number, connection: Connection): void {
    this.#tools.counters.failedConnects++;
    if (connection.dials.length > 0) return;
    connection.backOff();
    // Another attempt may wait in the queue already.
    if (!this.#queue.has(slot)) this.#pace.failed(slot, connection.attempts, this.#tools.now());
  }

  #endMs({ askedMs }: Dial): Milliseconds {
    return askedMs + this.#tools.plan.connectTimeoutMs;
  }

  /** The next deadline of a connection that is being made. */
  #setTimer(slot: number, { dials }: Connection): void {
    const { timers } = this.#tools;
    let timeMs = this.#pace.dueMs(slot);
    for (const dial of dials) timeMs = Math.min(timeMs, this.#endMs(dial));
    if (timeMs < Infinity) timers.set(slot, timeMs);
    else timers.clear(slot);
  }
}
