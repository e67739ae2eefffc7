/** Counts since the start of the run; `active` and `connecting` are of this instant. */
export interface TrafficCounters {
  sent: number;
  received: number;
  dropped: number;
  /** TCP segments sent again; those of open connections as they stood within the last second or so. */
  retransmits: number;
  /** Established connections that were lost. */
  failedConnections: number;
  /** Connect attempts that failed. */
  failedConnects: number;
  /** Connections established at this instant. */
  active: number;
  /** Clients that try to get a connection at this instant. */
  connecting: number;
  /** UDP: echoes that came twice, in another order than they were sent, after their time. */
  duplicates: number;
  reordered: number;
  late: number;
}

/** Of a run that has not begun. */
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
