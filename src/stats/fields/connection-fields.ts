import { fieldsOf, type ColumnField } from './field.ts';

/** The key of the connections. */
export const CONNECTIONS_KEY = 'ConnStats';

/** One connection's fields, in the original's order; our optional ones follow. Times are ns since the start of the run. */
export const CONNECTION_TABLE = {
  /** When the client began to connect. */
  startedNs: { key: 'Started', kind: 'time' },
  /** When the connection was established; 0 = never. */
  connectNs: { key: 'Connect', kind: 'time' },
  /** When it ended, or was planned to end; Infinity = still open when the run stopped early. */
  endedNs: { key: 'Ended', kind: 'end' },
  /**
   * Why it was lost; '' = it lasted. In the column, the connection's own addresses stand as `{local}`
   * and `{remote}`, so that alike errors are one text; `connectionRows` puts them back.
   */
  err: { key: 'Err', kind: 'text' },
  /** Packets. */
  sent: { key: 'Sent', kind: 'count' },
  /** Packets whose whole echo came back. */
  received: { key: 'Received', kind: 'count' },
  /** Packets not sent at their time because the reply before was still missing. */
  dropped: { key: 'Dropped', kind: 'count' },
  /** TCP segments sent again. */
  retransmits: { key: 'Retransmits', kind: 'count' },
  /** Its own address, `host:port`; '' = never connected. */
  local: { key: 'Local', kind: 'text' },
  /** The address that it went to, `host:port`; '' = never connected. */
  remote: { key: 'Remote', kind: 'text' },
  /** The server's host name; '' = no echo came. */
  host: { key: 'Host', kind: 'text', omitEmpty: true },
  /** Client (slot), from 0; absent, or -1 in the column = not in the file. */
  client: { key: 'Client', kind: 'slot', optional: true },
  /** When the first echo was complete; 0 = none came, or not in the file. */
  firstReceivedNs: { key: 'FirstReceived', kind: 'time', optional: true },
  /** When the last echo was complete; 0 = none came, or not in the file. */
  lastReceivedNs: { key: 'LastReceived', kind: 'time', optional: true },
  /** `eof`, `reset`, `timeout`, `corrupt`, `refused`, `unreachable` …; '' = lasted, or not in the file. */
  cause: { key: 'Cause', kind: 'text', optional: true },
  /** Connect attempts that it took; 0 = not in the file. */
  attempts: { key: 'Attempts', kind: 'count', optional: true },
  /**
   * When the client asked in vain last before it was established: the latest SYN that nothing, or no
   * acceptance, came back for; 0 = the first was answered, or not in the file.
   */
  askedInVainNs: { key: 'AskedInVain', kind: 'time', optional: true },
  /** Packets not sent at their time because the tester itself was stopped, throttled or late. */
  skipped: { key: 'Skipped', kind: 'count', optional: true },
} as const;

export const CONNECTION_FIELDS: readonly ColumnField<keyof typeof CONNECTION_TABLE>[] =
  fieldsOf(CONNECTION_TABLE);
