import {
  createRandom,
  noCounters,
  type StopReason,
  type TrafficCounters,
} from '../../../stats/index.ts';
import type { Clock, Milliseconds } from '../../platform/clock.ts';
import type { TrafficPlan } from '../plan/traffic-plan.ts';
import type { ChannelEvents } from './channels/channel.ts';
import { causeOf, failureText, type Failure } from './channels/failure.ts';
import { LateChannels } from './channels/late-channels.ts';
import { channelOpener } from './channels/open-channel.ts';
import { Dialer, type DialerOwner } from './connecting/dialer.ts';
import { mayBegin } from './connecting/may-begin.ts';
import { Routes } from './connecting/routes.ts';
import type { Connection } from './connections/connection.ts';
import { RetransmitWatch } from './connections/retransmit-watch.ts';
import type { Traffic, TrafficListener } from './listener.ts';
import { Sender } from './sender.ts';
import { Alarm } from './timing/alarm.ts';
import { ClientTimers } from './timing/client-timers.ts';

/** Traffic of one thread: one timer drives all clients of it. */
export class TrafficRun implements Traffic, ChannelEvents, DialerOwner {
  readonly counters: TrafficCounters = noCounters();
  readonly #plan: TrafficPlan;
  readonly #listener: TrafficListener;
  readonly #now: Clock;
  readonly #alarm: Alarm;
  readonly #routes: Routes;
  readonly #dialer: Dialer;
  readonly #connections: (Connection | undefined)[];
  readonly #sender: Sender;
  readonly #timers: ClientTimers;
  readonly #late: LateChannels;
  readonly #retransmits: RetransmitWatch;

  /** Clients that have a connection or try to get one. */
  #left: number;
  #over = false;
  /** Its time is over; only replies that are under way are awaited. */
  #draining = false;

  constructor(plan: TrafficPlan, listener: TrafficListener, now: Clock) {
    const { clients } = plan;
    const random = createRandom(plan.seed ^ Math.imul(plan.firstClient, 0x85ebca6b)).unit;
    this.#plan = plan;
    this.#listener = listener;
    this.#now = now;
    this.#alarm = new Alarm(now, () => {
      this.#tick();
    });
    this.#connections = Array<undefined>(clients).fill(undefined);
    this.#timers = new ClientTimers(clients);
    this.#sender = new Sender({
      plan,
      connections: this.#connections,
      timers: this.#timers,
      counters: this.counters,
      listener,
      now,
      random,
    });
    this.#routes = new Routes(plan, random);
    this.#late = new LateChannels(plan.replyTimeoutMs);
    this.#retransmits = new RetransmitWatch(this.#connections);
    this.#dialer = new Dialer(this, {
      plan,
      connections: this.#connections,
      timers: this.#timers,
      routes: this.#routes,
      counters: this.counters,
      open: channelOpener(plan, this),
      now,
    });
    this.#left = clients;
    this.counters.connecting = clients;
    for (let slot = 0; slot < clients; slot++) this.#dialer.add(slot);
    this.#alarm.setBy(now());
  }

  stop(reason: StopReason): void {
    if (this.#over) return;
    this.#over = true;
    this.#alarm.stop();
    const nowMs = this.#now();
    for (const [slot, connection] of this.#connections.entries()) {
      if (connection === undefined) continue;
      this.#sender.end(slot, connection, nowMs);
      connection.channel?.close();
      this.#readRetransmits(connection);
      connection.end();
      this.#connections[slot] = undefined;
      this.#listener.onEnd(connection.state(this.#plan.durationMs, ''));
    }
    this.#late.close(Infinity);
    this.#sender.stop();
    this.#dialer.stop();
    this.#listener.onOver(reason);
  }

  // What channels tell.

  connected(slot: number): void {
    const connection = this.#connections[slot];
    if (connection === undefined) return;
    const timeMs = this.#now();
    connection.established(timeMs);
    this.counters.connecting--;
    this.counters.active++;
    this.#timers.clear(slot);
    this.#routes.answered(connection);
    this.#sender.begin(slot, timeMs);
    // Nobody's turns were waited for while nobody could send.
    if (this.counters.active === 1) this.#alarm.setBy(this.#sender.nextMs);
    this.#listener.onOpen(connection.state(Infinity, ''));
  }

  answered(slot: number): void {
    const connection = this.#connections[slot];
    if (connection === undefined) return;
    const timeMs = this.#now();
    connection.answered(timeMs);
    this.counters.received++;
    this.#listener.onEcho(timeMs - connection.scheduledMs);
    if (connection.received === 1) {
      this.#listener.onOpen(connection.state(Infinity, ''));
      // Who was told may have ended it all.
      if (this.#over) return;
    }
    this.#sender.answered(slot, connection, timeMs);
    this.#stopWhenDrained();
  }

  failed(slot: number, failure: Failure): void {
    const connection = this.#connections[slot];
    if (connection === undefined) return;
    if (connection.isEstablished) this.#lose(slot, connection, failure);
    else this.#dialer.failed(slot, connection, failure);
  }

  duplicate(): void {
    this.counters.duplicates++;
  }

  late(slot: number, packet: number): void {
    if (this.#sender.isOvertaken(slot, packet)) this.counters.reordered++;
    else this.counters.late++;
  }

  // What the dialer tells.

  get isEnding(): boolean {
    return this.#over || this.#draining;
  }

  gaveUp(slot: number, connection: Connection | undefined): void {
    this.counters.connecting--;
    if (connection !== undefined) {
      this.#connections[slot] = undefined;
      connection.end();
      this.#listener.onEnd(connection.state(this.#plan.durationMs, ''));
    }
    this.#clientLeaves();
  }

  timerSet(): void {
    this.#alarm.setBy(this.#timers.nextMs());
  }

  onNotice(notice: string): void {
    this.#listener.onNotice?.(notice);
  }

  // The clock's part.

  #tick(): void {
    const nowMs = this.#now();
    if (nowMs >= this.#alarm.judgeFromMs) this.#expire(nowMs);
    if (nowMs >= this.#plan.durationMs) this.#drain();
    else this.#sender.tick(nowMs);
    this.#dialer.work(nowMs);
    if (this.#over) return;
    if (this.#asksSystem) this.counters.retransmits += this.#retransmits.ask(nowMs);
    this.#sleep();
  }

  #sleep(): void {
    const { durationMs } = this.#plan;
    const expireMs = Math.min(this.#timers.nextMs(), this.#late.nextMs());
    let wakeMs = Math.max(expireMs, this.#alarm.judgeFromMs);
    if (!this.#draining) {
      wakeMs = Math.min(wakeMs, durationMs);
      if (this.counters.active > 0) wakeMs = Math.min(wakeMs, this.#sender.nextMs);
      if (this.#asksSystem) wakeMs = Math.min(wakeMs, this.#retransmits.nextMs);
      if (this.#dialer.hasWork) wakeMs = 0;
    }
    this.#alarm.setBy(wakeMs);
  }

  /** Whether the system knows of segments that were sent again. */
  get #asksSystem(): boolean {
    return this.#plan.transport === 'tcp' && this.counters.active > 0;
  }

  #expire(nowMs: Milliseconds): void {
    this.#late.close(nowMs);
    for (;;) {
      const slot = this.#timers.take(nowMs);
      if (slot < 0) return;
      const connection = this.#connections[slot];
      if (connection?.isAwaiting === true) this.#giveUpReply(slot, connection, nowMs);
      else this.#dialer.expire(slot, connection, nowMs);
    }
  }

  #giveUpReply(slot: number, connection: Connection, nowMs: Milliseconds): void {
    const { channel } = connection;
    if (channel?.abandon() === true) this.#late.add(channel, nowMs);
    this.#lose(slot, connection, { operation: 'read', call: '', code: 'TIMEOUT' });
  }

  // The end of a connection.

  #lose(slot: number, connection: Connection, failure: Failure): void {
    const timeMs = this.#now();
    this.#sender.end(slot, connection, timeMs);
    this.#readRetransmits(connection);
    this.#timers.clear(slot);
    connection.lose(causeOf(failure, connection.source !== undefined));
    if (connection.received === 0) this.#routes.silent(connection);
    this.counters.active--;
    this.counters.failedConnections++;
    this.#connections[slot] = undefined;
    const { transport, reconnect } = this.#plan;
    const local = connection.channel?.local ?? '';
    const err = failureText(failure, transport, local, connection.remote);
    this.#listener.onEnd(connection.state(timeMs, err));
    if (this.#over) return;
    if (reconnect && !this.#draining && mayBegin(this.#plan, timeMs, false)) {
      this.counters.connecting++;
      this.#dialer.replace(slot, connection, timeMs);
      this.#alarm.setBy(this.#dialer.hasWork ? timeMs : this.#timers.nextMs());
      return;
    }
    this.#clientLeaves();
    this.#stopWhenDrained();
  }

  #clientLeaves(): void {
    this.#left--;
    if (this.#left === 0 && !this.#plan.reconnect) this.stop('no-connections');
  }

  #drain(): void {
    this.#draining = true;
    this.#stopWhenDrained();
  }

  /** Replies that are under way at the end are awaited. */
  #stopWhenDrained(): void {
    if (this.#draining && this.#sender.pending === 0) this.stop('deadline');
  }

  #readRetransmits(connection: Connection): void {
    this.counters.retransmits += connection.readRetransmits();
  }
}
