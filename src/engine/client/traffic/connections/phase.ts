/** What a connection of a client is about; while it connects, backs off or awaits, it has a deadline. */
export type Phase =
  /** An attempt to make it is about to begin. */
  | 'idle'
  /** An attempt is under way. */
  | 'connecting'
  /** It waits after an attempt that failed. */
  | 'backing-off'
  /** Its next packet can be sent. */
  | 'open'
  /** The echo of a packet is missing. */
  | 'awaiting'
  /** It had been established, and was lost. */
  | 'lost'
  /** It was ended: its client gave up, or the run is over. */
  | 'over';

/** Where each phase may lead. */
export const TRANSITIONS: Readonly<Record<Phase, readonly Phase[]>> = {
  idle: ['connecting', 'backing-off', 'over'],
  connecting: ['open', 'idle', 'over'],
  'backing-off': ['idle', 'over'],
  open: ['awaiting', 'lost', 'over'],
  awaiting: ['open', 'lost', 'over'],
  lost: [],
  over: [],
};

/** @returns the phase that follows; throws where it may not */
export function follow(phase: Phase, next: Phase): Phase {
  // Twice a packet: a loop costs half of what `includes` does.
  const allowed = TRANSITIONS[phase];
  for (let i = 0; i < allowed.length; i++) if (allowed[i] === next) return next;
  throw new Error(`a connection cannot go from ${phase} to ${next}`);
}
