import { fieldsOf, type Field } from './field.ts';

/** The run's own fields, in the original's order; our optional ones follow. */
export const HEADER_TABLE = {
  /** Wall-clock start, RFC 3339 with up to nanoseconds; '' where the file has none. */
  started: { key: 'Started', kind: 'text' },
  /** How long the run lasted, as it turned out. */
  durationNs: { key: 'Duration', kind: 'time' },
  /** Offered load of all connections together. */
  rateKBps: { key: 'Rate', kind: 'rate' },
  /** Clients (slots) that were asked for, not connections made. */
  connections: { key: 'Connections', kind: 'count' },
  packetSizeBytes: { key: 'PacketSize', kind: 'count' },
  /** Established connections that were lost. */
  failedConnections: { key: 'FailedConnections', kind: 'count' },
  /** Packets. */
  sent: { key: 'Sent', kind: 'count' },
  /** Packets whose whole echo came back. */
  received: { key: 'Received', kind: 'count' },
  /** Packets not sent at their time because the reply before was still missing. */
  dropped: { key: 'Dropped', kind: 'count' },
  /** TCP segments sent again. */
  retransmits: { key: 'Retransmits', kind: 'count' },
  /** Connect attempts that failed. */
  failedConnects: { key: 'FailedConnects', kind: 'count' },
  /** Version of the program that wrote the file. */
  version: { key: 'Version', kind: 'text', optional: true },
  /** The options that the traffic client ran with. */
  config: { key: 'Config', kind: 'json', optional: true },
  /** Why the run ended. */
  stopped: { key: 'Stopped', kind: 'text', optional: true },
  /** Round-trip percentiles and histogram. */
  latency: { key: 'Latency', kind: 'json', optional: true },
  /** UDP: echoes that came twice, in another order, or after their time. */
  datagrams: { key: 'Datagrams', kind: 'json', optional: true },
  /** How well the tester itself kept up. */
  tester: { key: 'Tester', kind: 'json', optional: true },
} as const;

export const HEADER_FIELDS: readonly Field<keyof typeof HEADER_TABLE>[] = fieldsOf(HEADER_TABLE);
