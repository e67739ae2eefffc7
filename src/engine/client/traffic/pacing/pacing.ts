import type { Milliseconds } from '../../../platform/clock.ts';

/** When the packets of one client are due: at `phaseMs`, and every `intervalMs` from then on. */
export interface Pacing {
  /** More than 0. */
  readonly intervalMs: Milliseconds;
  /** From 0 to below the interval. */
  readonly phaseMs: Milliseconds;
}

/** When the packet of that number, from 0, is due. */
export function packetTimeMs(pacing: Pacing, packet: number): Milliseconds {
  return pacing.phaseMs + packet * pacing.intervalMs;
}

/** How many packets have become due up to and with `elapsedMs`. */
export function packetsDue(pacing: Pacing, elapsedMs: Milliseconds): number {
  const guess = Math.floor((elapsedMs - pacing.phaseMs) / pacing.intervalMs) + 1;
  if (guess < 0) return 0;
  // The division rounds; the time of a packet is what the multiplication says.
  if (packetTimeMs(pacing, guess) <= elapsedMs) return guess + 1;
  if (guess > 0 && packetTimeMs(pacing, guess - 1) > elapsedMs) return guess - 1;
  return guess;
}

/** What becomes of the packets that are due. */
export interface PacingDecision {
  /** Packets whose time has gone by: they are never caught up. */
  drop: number;
  /** Whether the last one that became due is sent. */
  send: boolean;
  /** Packets dealt with from now on. */
  handled: number;
  /** When the next one is due. */
  nextMs: Milliseconds;
}

/**
 * Decides about all packets that have become due since the last decision. While a reply is missing
 * (`pending`) every one of them is dropped; otherwise the last is sent, and those before it, which
 * nobody asked about in time, are dropped.
 *
 * The decision is written into `into`, so that a packet costs no allocation.
 */
export function pace(
  pacing: Pacing,
  elapsedMs: Milliseconds,
  handled: number,
  pending: boolean,
  into: PacingDecision,
): void {
  const due = packetsDue(pacing, elapsedMs);
  const open = Math.max(0, due - handled);
  into.send = open > 0 && !pending;
  into.drop = into.send ? open - 1 : open;
  into.handled = Math.max(due, handled);
  into.nextMs = packetTimeMs(pacing, into.handled);
}
