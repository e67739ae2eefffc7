import type { TrafficCounters } from '../../../stats/index.ts';
import type { Clock, Milliseconds } from '../../platform/clock.ts';
import type { TrafficPlan } from '../plan/traffic-plan.ts';
import type { Connection } from './connections/connection.ts';
import type { TrafficListener } from './listener.ts';
import { ClientPackets } from './pacing/client-packets.ts';
import { HeldTurns } from './pacing/held-turns.ts';
import { LoopTurns } from './pacing/loop-turns.ts';
import type { ClientTimers } from './timing/client-timers.ts';

/**
 * Packets that are overdue by so much are sent while echoes are read: under high load a tick comes
 * late. Before that they wait for it, as fewer and larger batches cost less.
 */
const OVERDUE_MS = 1;
/** Share of the packet interval by which a packet that waited for a socket to be read may be late. */
const LATEST = 1 / 4;

/** What the sender shares with the rest of a thread's traffic. */
export interface SenderWorld {
  readonly plan: TrafficPlan;
  readonly connections: readonly (Connection | undefined)[];
  /** A reply that is missing has its deadline here. */
  readonly timers: ClientTimers;
  readonly counters: TrafficCounters;
  readonly listener: TrafficListener;
  readonly now: Clock;
  /** From 0 to below 1, for the phases. */
  readonly random: () => number;
}

/**
 * Sends the packets of all clients of a thread when they are due. A packet whose time passes is
 * _dropped_ where the reply before was missing then, and _skipped_ where it had arrived. Of a time at
 * which that is not known, because the loop was held up and the reply was there when it came to look,
 * the packet is skipped: it was the tester's.
 */
export class Sender {
  readonly #world: SenderWorld;
  readonly #packets: ClientPackets;
  readonly #held: HeldTurns;
  readonly #turns = new LoopTurns();
  /** Replies that are missing. */
  #pending = 0;
  #stopped = false;

  constructor(world: SenderWorld) {
    this.#world = world;
    const { clients, packetIntervalMs } = world.plan;
    this.#packets = new ClientPackets(clients, packetIntervalMs, world.random);
    this.#held = new HeldTurns(clients, (slot) => {
      const connection = world.connections[slot];
      if (connection?.isAwaiting === true) this.#drop(slot, connection, this.#turns.missingMs);
    });
  }

  /** How many replies are missing. */
  get pending(): number {
    return this.#pending;
  }

  /** When the next turn is; at once where somebody waits for sockets to be read. */
  get nextMs(): Milliseconds {
    return this.isLooking ? 0 : this.#packets.nextMs;
  }

  /** Whether somebody waits for sockets to be read. */
  get isLooking(): boolean {
    return !this.#held.isEmpty;
  }

  /** A client has a connection, and sends from now on. */
  begin(slot: number, timeMs: Milliseconds): void {
    this.#packets.begin(slot, timeMs);
  }

  /** The event loop came round: all sockets that were ready have been read. Sends what is due, until the end. */
  tick(nowMs: Milliseconds): void {
    this.#turns.begin(nowMs);
    this.#held.nextRound();
    this.#sendDue(nowMs);
    this.#turns.end(this.#world.now(), this.nextMs);
  }

  #sendDue(nowMs: Milliseconds): void {
    const { durationMs } = this.#world.plan;
    const untilMs = Math.min(nowMs, durationMs);
    this.#packets.skipTo(untilMs);
    for (;;) {
      const slot = this.#packets.take(untilMs);
      if (slot < 0 || this.#stopped) return;
      const connection = this.#world.connections[slot];
      if (connection?.phase === 'open') {
        if (nowMs < durationMs) this.#send(slot, connection);
      } else if (connection?.phase === 'awaiting') {
        this.#held.hold(slot);
      }
    }
  }

  /** The reply that a connection awaited is here. Sends what waited for it, and what is overdue by now. */
  answered(slot: number, connection: Connection, timeMs: Milliseconds): void {
    const { plan, timers } = this.#world;
    this.#turns.busy(timeMs);
    const isHeld = this.#held.release(slot);
    const { missingMs } = this.#turns;
    const latestMs = timeMs - LATEST * plan.packetIntervalMs;
    // Sent too late, its own reply would miss the turn after it, and so on for ever.
    const isLate = isHeld && this.#packets.dueMs(slot, timeMs) < latestMs;
    this.#drop(slot, connection, isLate ? missingMs : Math.min(missingMs, latestMs));
    if (isLate) this.#skip(slot, connection, timeMs);
    this.#pending--;
    timers.clear(slot);
    this.#packets.answered(slot);
    if (timeMs >= plan.durationMs) return;
    if (isHeld && !isLate) this.#send(slot, connection);
    if (timeMs - this.#packets.nextMs > OVERDUE_MS) this.#sendDue(timeMs);
  }

  /** Whether an echo that comes late was overtaken by that of a later packet. */
  isOvertaken(slot: number, packet: number): boolean {
    return this.#packets.isOvertaken(slot, packet);
  }

  /** A connection is lost: a reply that is missing will not come. */
  lost(slot: number, connection: Connection, timeMs: Milliseconds): void {
    if (connection.isAwaiting) this.#drop(slot, connection, timeMs);
    this.end(slot, connection, timeMs);
  }

  /** A connection is about to be over: a reply that is missing is awaited no more, and may have arrived. */
  end(slot: number, connection: Connection, timeMs: Milliseconds): void {
    this.#held.release(slot);
    if (!connection.isEstablished) return;
    if (connection.isAwaiting) {
      this.#drop(slot, connection, this.#turns.missingMs);
      this.#pending--;
    }
    // The last one could still have been sent.
    const { durationMs, packetIntervalMs } = this.#world.plan;
    this.#skip(slot, connection, Math.min(timeMs, durationMs) - packetIntervalMs);
  }

  /** Sends no more. */
  stop(): void {
    this.#stopped = true;
  }

  #send(slot: number, connection: Connection): void {
    const { counters, listener, now, plan, timers } = this.#world;
    const timeMs = now();
    const packets = this.#packets;
    const { pass, send } = packets.decide(slot, timeMs, false);
    // Nobody asked about them in time, though the reply was there.
    this.#countSkipped(connection, pass);
    if (!send) return;
    if (connection.channel?.send(packets.next(slot), timeMs) !== true) return;
    packets.sent(slot);
    const scheduledMs = packets.scheduledMs(slot);
    connection.sent(scheduledMs);
    counters.sent++;
    this.#pending++;
    timers.set(slot, timeMs + plan.replyTimeoutMs);
    listener.onSent(timeMs - scheduledMs);
  }

  /** The reply was missing when those became due that were not dealt with until then. */
  #drop(slot: number, connection: Connection, untilMs: Milliseconds): void {
    const count = this.#pass(slot, untilMs);
    if (count === 0) return;
    connection.dropped(count);
    this.#world.counters.dropped += count;
  }

  /** The tester let those pass that were not dealt with until then. */
  #skip(slot: number, connection: Connection, untilMs: Milliseconds): void {
    this.#countSkipped(connection, this.#pass(slot, untilMs));
  }

  #countSkipped(connection: Connection, count: number): void {
    if (count === 0) return;
    connection.skipped(count);
    this.#world.counters.skipped += count;
  }

  /** How many became due until then that were not dealt with; now they are. */
  #pass(slot: number, untilMs: Milliseconds): number {
    return this.#packets.decide(slot, Math.min(untilMs, this.#world.plan.durationMs), true).pass;
  }
}
