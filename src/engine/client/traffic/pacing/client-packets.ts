import type { Milliseconds } from '../../../platform/clock.ts';
import { pace, packetsDue, packetTimeMs, type Pacing, type PacingDecision } from './pacing.ts';
import { SendRing } from './send-ring.ts';

/**
 * The packets of all clients: when they are due, and how far each client has got. They are numbered
 * through a client's life, over all of its connections.
 */
export class ClientPackets {
  readonly #pacings: readonly Pacing[];
  readonly #ring: SendRing;
  /** By slot: packets dealt with, sent or dropped or without a connection. */
  readonly #handled: Float64Array;
  /** By slot: packets sent, and the last one that was answered. */
  readonly #sent: Float64Array;
  readonly #answered: Float64Array;
  readonly #decision: PacingDecision = { drop: 0, send: false, handled: 0, nextMs: 0 };

  /** @param random from 0 to below 1, for the phases */
  constructor(clients: number, intervalMs: Milliseconds, random: () => number) {
    // In ascending order: clients whose turns follow each other lie next to each other in memory.
    const phasesMs = Float64Array.from({ length: clients }, () => random() * intervalMs).sort();
    this.#pacings = Array.from(phasesMs, (phaseMs) => ({ intervalMs, phaseMs }));
    this.#ring = new SendRing(this.#pacings);
    this.#handled = new Float64Array(clients);
    this.#sent = new Float64Array(clients);
    this.#answered = new Float64Array(clients).fill(-1);
  }

  /** When the next turn is. */
  get nextMs(): Milliseconds {
    return this.#ring.nextMs;
  }

  /** Slot whose turn it is at `elapsedMs`, and goes on to the next; -1 = nobody's yet. */
  take(elapsedMs: Milliseconds): number {
    return this.#ring.take(elapsedMs);
  }

  /** After a stall: every client has one turn that is due, not many. */
  skipTo(elapsedMs: Milliseconds): void {
    this.#ring.skipTo(elapsedMs);
  }

  /** A client has a connection. What was due before is nobody's: there was none to send it on. */
  begin(slot: number, timeMs: Milliseconds): void {
    this.#handled[slot] = packetsDue(this.#pacingOf(slot), timeMs);
  }

  /**
   * Decides about all packets of a client that have become due; see `pace`. What is returned is
   * written over by the next decision.
   */
  decide(slot: number, timeMs: Milliseconds, pending: boolean): Readonly<PacingDecision> {
    const decision = this.#decision;
    pace(this.#pacingOf(slot), timeMs, this.#handled[slot] as number, pending, decision);
    this.#handled[slot] = decision.handled;
    return decision;
  }

  /** When the packet was due that became due last. */
  dueMs(slot: number, timeMs: Milliseconds): Milliseconds {
    const pacing = this.#pacingOf(slot);
    return packetTimeMs(pacing, packetsDue(pacing, timeMs) - 1);
  }

  /** When the packet that was decided about last was due. */
  scheduledMs(slot: number): Milliseconds {
    return packetTimeMs(this.#pacingOf(slot), (this.#handled[slot] as number) - 1);
  }

  /** Number of the packet that is sent next. */
  next(slot: number): number {
    return this.#sent[slot] as number;
  }

  sent(slot: number): void {
    this.#sent[slot] = (this.#sent[slot] as number) + 1;
  }

  /** The packet that was sent last was answered. */
  answered(slot: number): void {
    this.#answered[slot] = (this.#sent[slot] as number) - 1;
  }

  /** Whether a later packet was answered before. */
  isOvertaken(slot: number, packet: number): boolean {
    return (this.#answered[slot] as number) > packet;
  }

  #pacingOf(slot: number): Pacing {
    return this.#pacings[slot] as Pacing;
  }
}
