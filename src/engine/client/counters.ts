import type { TrafficCounters } from './traffic/listener.ts';

export function noCounters(): TrafficCounters {
  return {
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
}

/** Adds what another part counted. */
export function addCounters(sum: TrafficCounters, part: Readonly<TrafficCounters>): void {
  sum.sent += part.sent;
  sum.received += part.received;
  sum.dropped += part.dropped;
  sum.retransmits += part.retransmits;
  sum.failedConnections += part.failedConnections;
  sum.failedConnects += part.failedConnects;
  sum.active += part.active;
  sum.connecting += part.connecting;
  sum.duplicates += part.duplicates;
  sum.reordered += part.reordered;
  sum.late += part.late;
}
