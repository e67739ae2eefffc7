import type { TrafficCounters } from '../../../stats/index.ts';
import type { Clock, Milliseconds } from '../../platform/clock.ts';
import type { TrafficPlan } from '../plan/traffic-plan.ts';
import type { Connection } from './connections/connection.ts';
import type { TrafficListener } from './listener.ts';
import { ClientPackets } from './pacing/client-packets.ts';
import { HeldTurns } from './pacing/held-turns.ts';
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

/** Sends the packets of all clients of a thread when they are due, or counts them as dropped. */
export class Sender {
  readonly #world: SenderWorld;
  readonly #packets: ClientPackets;
  readonly #held: HeldTurns;
  /** Replies that are missing. */
  #pending = 0;
  #stopped = false;

  constructor(world: SenderWorld) {
    this.#world = world;
    const { clients, packetIntervalMs } = world.plan;
    this.#packets = new ClientPackets(clients, packetIntervalMs, world.random);
    this.#held = new HeldTurns(clients, (slot) => {
      const connection = world.connections[slot];
      if (connection?.isAwaiting === true) this.#countDrops(slot, connection, world.now());
    });
  }

  /** How many replies are missing. */
  get pending(): number {
    return this.#pending;
  }

  /** When the next turn is; at once where somebody waits for sockets to be read. */
  get nextMs(): Milliseconds {
    return this.#held.isEmpty ? this.#packets.nextMs : 0;
  }

  /** A client has a connection, and sends from now on. */
  begin(slot: number, timeMs: Milliseconds): void {
    this.#packets.begin(slot, timeMs);
  }

  /** The event loop came round: all sockets that were ready have been read. Sends what is due. */
  tick(nowMs: Milliseconds): void {
    this.#held.nextRound();
    this.#sendDue(nowMs);
  }

  #sendDue(nowMs: Milliseconds): void {
    this.#packets.skipTo(nowMs);
    for (;;) {
      const slot = this.#packets.take(nowMs);
      if (slot < 0 || this.#stopped) return;
      const connection = this.#world.connections[slot];
      if (connection?.phase === 'open') this.#send(slot, connection);
      else if (connection?.phase === 'awaiting') this.#held.hold(slot);
    }
  }

  /** The reply that a connection awaited is here. Sends what waited for it, and what is overdue by now. */
  answered(slot: number, connection: Connection, timeMs: Milliseconds): void {
    const { plan, timers } = this.#world;
    const isHeld = this.#held.release(slot);
    // Sent too late, its own reply would miss the turn after it, and so on for ever.
    const isLate =
      isHeld && timeMs - this.#packets.dueMs(slot, timeMs) > LATEST * plan.packetIntervalMs;
    if (isLate) this.#countDrops(slot, connection, timeMs);
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

  /** A connection is about to be over: a reply that is missing is awaited no more. */
  end(slot: number, connection: Connection, timeMs: Milliseconds): void {
    this.#held.release(slot);
    if (!connection.isAwaiting) return;
    this.#countDrops(slot, connection, timeMs);
    this.#pending--;
  }

  /** Sends no more. */
  stop(): void {
    this.#stopped = true;
  }

  #send(slot: number, connection: Connection): void {
    const { counters, listener, now, plan, timers } = this.#world;
    const timeMs = now();
    if (!this.#pace(slot, connection, timeMs, false)) return;
    const packets = this.#packets;
    if (connection.channel?.send(packets.next(slot), timeMs) !== true) return;
    packets.sent(slot);
    const scheduledMs = packets.scheduledMs(slot);
    connection.sent(scheduledMs);
    counters.sent++;
    this.#pending++;
    timers.set(slot, timeMs + plan.replyTimeoutMs);
    listener.onSent(timeMs - scheduledMs);
  }

  /** Those that became due since the client's last turn, while a reply was missing. */
  #countDrops(slot: number, connection: Connection, timeMs: Milliseconds): void {
    this.#pace(slot, connection, Math.min(timeMs, this.#world.plan.durationMs), true);
  }

  /** Counts what is dropped, and says whether a packet is to be sent. */
  #pace(slot: number, connection: Connection, timeMs: Milliseconds, isMissing: boolean): boolean {
    const { drop, send } = this.#packets.decide(slot, timeMs, isMissing);
    if (drop > 0) {
      connection.dropped(drop);
      this.#world.counters.dropped += drop;
    }
    return send;
  }
}
