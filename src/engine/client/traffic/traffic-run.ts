import type { Clock, Milliseconds } from '../../platform/clock.ts';
import { sourceSupply, type SourceSupply } from '../addresses/source-supply.ts';
import { backOffMs } from './back-off.ts';
import { BeginQueue } from './begin-queue.ts';
import { mayBegin } from './begin.ts';
import type { ChannelEvents } from './channel.ts';
import { ClientTimers } from './client-timers.ts';
import { Connection } from './connection.ts';
import { EndpointTurns } from './endpoint-turns.ts';
import { causeOf, failureText, isOwnFault, type Failure } from './failure.ts';
import { LateChannels } from './late-channels.ts';
import type { StopReason, Traffic, TrafficCounters, TrafficListener } from './listener.ts';
import { Notices } from './notices.ts';
import { channelOpener, type OpenChannel } from './open-channel.ts';
import { pace, packetsDue, packetTimeMs, type Pacing, type PacingDecision } from './pacing.ts';
import type { Endpoint, TrafficPlan } from './plan.ts';
import { seededRandom } from './random.ts';
import { SendRing } from './send-ring.ts';

/** Share of a tick that goes into new connections, so that many of them do not hold up packets. */
const BEGIN_SHARE_MS = 2;
/**
 * Packets that are overdue by so much are sent while echoes are read: under high load a tick comes
 * late. Before that they wait for it, as fewer and larger batches cost less.
 */
const OVERDUE_MS = 1;
/** A tick that comes so late is one of a tester that was held up. */
const STALL_MS = 10;
const LONGEST_SLEEP_MS = 3_600_000;

/** Traffic of one thread: one timer drives all clients of it. */
export class TrafficRun implements Traffic, ChannelEvents {
  readonly counters: TrafficCounters = {
    sent: 0,
    received: 0,
    dropped: 0,
    retransmits: 0,
    failedConnections: 0,
    failedConnects: 0,
    active: 0,
    connecting: 0,
    duplicates: 0,
    reordered: 0,
    late: 0,
  };
  readonly #plan: TrafficPlan;
  readonly #listener: TrafficListener;
  readonly #now: Clock;
  readonly #notices: Notices;
  readonly #open: OpenChannel;
  readonly #nextSource: SourceSupply | undefined;
  /** Of the endpoints that a source of that family reaches; without sources all stand under 0. */
  readonly #turns: ReadonlyMap<0 | 4 | 6, EndpointTurns>;

  readonly #connections: (Connection | undefined)[];
  readonly #pacings: readonly Pacing[];
  readonly #ring: SendRing;
  readonly #timers: ClientTimers;
  readonly #late: LateChannels;
  readonly #queue = new BeginQueue();
  /** By slot: packets dealt with, sent or dropped or without a connection. */
  readonly #handled: Float64Array;
  /** By slot: packets sent, and the last one that was answered. */
  readonly #sent: Float64Array;
  readonly #answered: Float64Array;
  /** By slot: 1 = it has begun a connection. */
  readonly #seen: Uint8Array;
  readonly #decision: PacingDecision = { drop: 0, send: false, handled: 0, nextMs: 0 };

  #begun = 0;
  /** Clients that have a connection or try to get one. */
  #left: number;
  /** Replies that are missing. */
  #pending = 0;
  #over = false;
  /** Its time is over; only replies that are under way are awaited. */
  #draining = false;
  #timer: NodeJS.Timeout | undefined;
  #wakeMs = 0;
  /** After a stall: a tick as soon as everything that has arrived is read. */
  #afterStall: NodeJS.Immediate | undefined;

  constructor(plan: TrafficPlan, listener: TrafficListener, now: Clock) {
    const { clients, endpoints, packetIntervalMs: intervalMs } = plan;
    const random = seededRandom(plan.seed ^ Math.imul(plan.firstClient, 0x85ebca6b));
    this.#plan = plan;
    this.#listener = listener;
    this.#now = now;
    this.#notices = new Notices((notice) => listener.onNotice?.(notice));
    // In ascending order: clients whose turns follow each other lie next to each other in memory.
    const phasesMs = Float64Array.from({ length: clients }, () => random() * intervalMs).sort();
    this.#pacings = Array.from(phasesMs, (phaseMs) => ({ intervalMs, phaseMs }));
    this.#nextSource = plan.sources && sourceSupply(plan.sources, endpoints, random);
    this.#turns = new Map([
      [0, new EndpointTurns(endpoints)],
      [4, new EndpointTurns(endpoints.filter(({ family }) => family === 4))],
      [6, new EndpointTurns(endpoints.filter(({ family }) => family === 6))],
    ]);
    this.#open = channelOpener(plan, this);
    this.#connections = Array<undefined>(clients).fill(undefined);
    this.#ring = new SendRing(this.#pacings);
    this.#timers = new ClientTimers(clients);
    this.#late = new LateChannels(plan.replyTimeoutMs);
    this.#handled = new Float64Array(clients);
    this.#sent = new Float64Array(clients);
    this.#answered = new Float64Array(clients).fill(-1);
    this.#seen = new Uint8Array(clients);
    this.#left = clients;
    this.counters.connecting = clients;
    for (let slot = 0; slot < clients; slot++) this.#queue.add(slot);
    this.#wakeBy(now());
  }

  refresh(): void {
    for (const connection of this.#connections) {
      if (connection !== undefined) this.#readRetransmits(connection);
    }
  }

  stop(reason: StopReason): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#afterStall);
    const endMs = this.#plan.durationMs;
    for (const [slot, connection] of this.#connections.entries()) {
      if (connection === undefined) continue;
      this.#countDrops(slot, connection, this.#now());
      connection.channel?.close();
      this.#readRetransmits(connection);
      this.#connections[slot] = undefined;
      this.#listener.onEnd(connection.state(endMs, ''));
    }
    this.#late.close(Infinity);
    this.#listener.onOver(reason);
  }

  // What channels tell.

  connected(slot: number): void {
    const connection = this.#connections[slot];
    if (connection === undefined) return;
    const timeMs = this.#now();
    connection.connected = true;
    connection.connectMs = timeMs;
    connection.cause = '';
    this.counters.connecting--;
    this.counters.active++;
    this.#timers.clear(slot);
    this.#turnsOf(connection.source).answered(connection.endpoint);
    // What was due before is nobody's: there was no connection to send it on.
    this.#handled[slot] = packetsDue(this.#pacingOf(slot), timeMs);
    // Nobody's turns were waited for while nobody could send.
    if (this.counters.active === 1) this.#wakeBy(this.#ring.nextMs);
    this.#listener.onOpen(connection.state(Infinity, ''));
  }

  answered(slot: number): void {
    const connection = this.#connections[slot];
    if (connection === undefined) return;
    const timeMs = this.#now();
    connection.pending = false;
    this.#pending--;
    this.#timers.clear(slot);
    connection.received++;
    this.counters.received++;
    connection.lastReceivedMs = timeMs;
    this.#answered[slot] = (this.#sent[slot] as number) - 1;
    this.#listener.onEcho(timeMs - connection.scheduledMs);
    if (connection.received === 1) {
      connection.firstReceivedMs = timeMs;
      this.#listener.onOpen(connection.state(Infinity, ''));
    }
    if (this.#draining) {
      if (this.#pending === 0) this.stop('deadline');
    } else if (timeMs - this.#ring.nextMs > OVERDUE_MS && timeMs < this.#plan.durationMs) {
      this.#sendDue(timeMs);
    }
  }

  failed(slot: number, failure: Failure): void {
    const connection = this.#connections[slot];
    if (connection === undefined) return;
    if (connection.connected) this.#lose(slot, connection, failure);
    else this.#attemptFailed(slot, connection, failure);
  }

  duplicate(): void {
    this.counters.duplicates++;
  }

  late(slot: number, packet: number): void {
    // Where an echo of a later packet has come before, this one was overtaken on its way.
    if ((this.#answered[slot] as number) > packet) this.counters.reordered++;
    else this.counters.late++;
  }

  // The clock's part.

  readonly #tick = (): void => {
    this.#timer = undefined;
    if (this.#now() - this.#wakeMs > STALL_MS) {
      // Held up, and not by the network: what has arrived in the meantime is read first, before
      // anything is called late.
      this.#afterStall = setImmediate(this.#work);
    } else {
      this.#work();
    }
  };

  readonly #work = (): void => {
    const nowMs = this.#now();
    this.#expire(nowMs);
    if (nowMs >= this.#plan.durationMs) this.#drain();
    else this.#sendDue(nowMs);
    this.#beginSome(nowMs);
    if (!this.#over) this.#sleep();
  };

  #sleep(): void {
    const sendMs = this.#draining || this.counters.active === 0 ? Infinity : this.#ring.nextMs;
    const beginMs = this.#queue.length > 0 && !this.#draining ? 0 : Infinity;
    const endMs = this.#draining ? Infinity : this.#plan.durationMs;
    this.#wakeBy(Math.min(sendMs, beginMs, endMs, this.#timers.nextMs(), this.#late.nextMs()));
  }

  /** Sees to it that there is a tick at that time at the latest. */
  #wakeBy(timeMs: Milliseconds): void {
    if (this.#timer !== undefined) {
      if (this.#wakeMs <= timeMs) return;
      clearTimeout(this.#timer);
    }
    const nowMs = this.#now();
    const waitMs = Math.min(Math.max(1, Math.ceil(timeMs - nowMs)), LONGEST_SLEEP_MS);
    this.#wakeMs = nowMs + waitMs;
    this.#timer = setTimeout(this.#tick, waitMs);
  }

  #expire(nowMs: Milliseconds): void {
    this.#late.close(nowMs);
    for (;;) {
      const slot = this.#timers.take(nowMs);
      if (slot < 0) return;
      const connection = this.#connections[slot];
      if (connection === undefined) continue;
      if (connection.connected) this.#giveUpReply(slot, connection, nowMs);
      else if (connection.channel === undefined) this.#tryAgain(slot, connection, nowMs);
      else this.#giveUpConnecting(slot, connection);
    }
  }

  #giveUpReply(slot: number, connection: Connection, nowMs: Milliseconds): void {
    const { channel } = connection;
    if (channel?.abandon() === true) this.#late.add(channel, nowMs);
    this.#lose(slot, connection, { operation: 'read', call: '', code: 'TIMEOUT' });
  }

  #giveUpConnecting(slot: number, connection: Connection): void {
    connection.channel?.close();
    this.#attemptFailed(slot, connection, { operation: 'dial', call: '', code: 'TIMEOUT' });
  }

  #tryAgain(slot: number, connection: Connection, nowMs: Milliseconds): void {
    if (mayBegin(this.#plan, nowMs, false)) {
      this.#queue.add(slot);
      return;
    }
    this.#connections[slot] = undefined;
    this.#listener.onEnd(connection.state(this.#plan.durationMs, ''));
    this.#clientLeaves();
  }

  #sendDue(nowMs: Milliseconds): void {
    this.#ring.skipTo(nowMs);
    for (;;) {
      const slot = this.#ring.take(nowMs);
      if (slot < 0 || this.#over) return;
      const connection = this.#connections[slot];
      if (connection?.connected === true) this.#packetDue(slot, connection);
    }
  }

  #packetDue(slot: number, connection: Connection): void {
    const timeMs = this.#now();
    if (!this.#pace(slot, connection, timeMs)) return;
    const packet = this.#sent[slot] as number;
    if (connection.channel?.send(packet, timeMs) !== true) return;
    this.#sent[slot] = packet + 1;
    connection.sent++;
    this.counters.sent++;
    connection.pending = true;
    this.#pending++;
    const scheduledMs = packetTimeMs(this.#pacingOf(slot), (this.#handled[slot] as number) - 1);
    connection.scheduledMs = scheduledMs;
    this.#timers.set(slot, timeMs + this.#plan.replyTimeoutMs);
    this.#listener.onSent(timeMs - scheduledMs);
  }

  /** Counts what is dropped, and says whether a packet is to be sent. */
  #pace(slot: number, connection: Connection, timeMs: Milliseconds): boolean {
    const decision = this.#decision;
    const handled = this.#handled[slot] as number;
    pace(this.#pacingOf(slot), timeMs, handled, connection.pending, decision);
    this.#handled[slot] = decision.handled;
    connection.dropped += decision.drop;
    this.counters.dropped += decision.drop;
    return decision.send;
  }

  // The life of a connection.

  #beginSome(nowMs: Milliseconds): void {
    while (this.#queue.length > 0 && !this.#over && !this.#draining) {
      this.#begin(this.#queue.take());
      if (this.#now() - nowMs > BEGIN_SHARE_MS) return;
    }
  }

  #begin(slot: number): void {
    const timeMs = this.#now();
    const known = this.#connections[slot];
    if (known !== undefined) {
      this.#attempt(slot, known);
      return;
    }
    const { firstClient, maxConnections } = this.#plan;
    if (!mayBegin(this.#plan, timeMs, this.#seen[slot] === 0)) {
      this.counters.connecting--;
      this.#clientLeaves();
    } else if (this.#begun >= maxConnections) {
      this.stop('too-many-reconnects');
    } else {
      const source = this.#nextSource?.();
      if (source === undefined && this.#nextSource !== undefined) {
        this.stop('out-of-sources');
        return;
      }
      this.#begun++;
      this.#seen[slot] = 1;
      const endpoint = this.#turnsOf(source).at(0);
      const connection = new Connection(firstClient + slot, timeMs, endpoint, source);
      this.#connections[slot] = connection;
      this.#attempt(slot, connection);
    }
  }

  #attempt(slot: number, connection: Connection): void {
    if (connection.source === undefined && this.#nextSource !== undefined) {
      connection.source = this.#nextSource();
      if (connection.source === undefined) {
        this.stop('out-of-sources');
        return;
      }
    }
    connection.attempts++;
    connection.tried = 0;
    this.#dial(slot, connection);
  }

  #dial(slot: number, connection: Connection): void {
    const { source } = connection;
    connection.endpoint = this.#turnsOf(source).at(connection.tried);
    connection.channel = this.#open(slot, connection.endpoint, source);
    this.#timers.set(slot, this.#now() + this.#plan.connectTimeoutMs);
  }

  #attemptFailed(slot: number, connection: Connection, failure: Failure): void {
    const timeMs = this.#now();
    const source = connection.source?.host ?? '';
    connection.channel = undefined;
    connection.cause = causeOf(failure);
    this.#timers.clear(slot);
    if (isOwnFault(failure)) {
      const { transport } = this.#plan;
      const text = failureText(failure, transport, source, connection.remote);
      this.#notices.notice(connection.cause, text, timeMs);
      // Of another source it may be possible.
      if (connection.cause === 'ports') connection.source = undefined;
    }
    connection.tried++;
    const { source: stays } = connection;
    const canGoOn = this.#nextSource === undefined || stays !== undefined;
    if (canGoOn && connection.tried < this.#turnsOf(stays).count) {
      this.#dial(slot, connection);
      return;
    }
    this.counters.failedConnects++;
    this.#timers.set(slot, timeMs + backOffMs(connection.attempts));
    this.#wakeBy(this.#timers.nextMs());
  }

  #lose(slot: number, connection: Connection, failure: Failure): void {
    const timeMs = this.#now();
    this.#countDrops(slot, connection, timeMs);
    this.#readRetransmits(connection);
    this.#timers.clear(slot);
    if (connection.pending) this.#pending--;
    connection.cause = causeOf(failure);
    if (connection.received === 0) this.#turnsOf(connection.source).silent(connection.endpoint);
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
      this.#queue.add(slot);
      this.#wakeBy(timeMs);
      return;
    }
    this.#clientLeaves();
    if (this.#draining && this.#pending === 0) this.stop('deadline');
  }

  #clientLeaves(): void {
    this.#left--;
    if (this.#left === 0 && !this.#plan.reconnect) this.stop('no-connections');
  }

  #drain(): void {
    this.#draining = true;
    if (this.#pending === 0) this.stop('deadline');
  }

  /** Those that became due since the client's last turn. */
  #countDrops(slot: number, connection: Connection, timeMs: Milliseconds): void {
    if (connection.pending) this.#pace(slot, connection, Math.min(timeMs, this.#plan.durationMs));
  }

  #readRetransmits(connection: Connection): void {
    const retransmits = connection.channel?.retransmits() ?? 0;
    this.counters.retransmits += retransmits - connection.retransmits;
    connection.retransmits = retransmits;
  }

  #turnsOf(source: Endpoint | undefined): EndpointTurns {
    return this.#turns.get(source?.family ?? 0) as EndpointTurns;
  }

  #pacingOf(slot: number): Pacing {
    return this.#pacings[slot] as Pacing;
  }
}
