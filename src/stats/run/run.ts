import type { StringColumn } from './string-column.ts';
import type { KBps, Nanoseconds } from '../units.ts';

/** Any JSON value, for the parts of a statistics file that only travel through. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a run as a whole was and what came of it. Absent numbers read as 0, as the original reads them. */
export interface RunHeader {
  /** Wall-clock start, RFC 3339 with up to nanoseconds; '' where the file has none. */
  readonly started: string;
  /** How long the run lasted, as it turned out. */
  readonly durationNs: Nanoseconds;
  /** Offered load of all connections together. */
  readonly rateKBps: KBps;
  /** Clients (slots) that were asked for, not connections made. */
  readonly connections: number;
  readonly packetSizeBytes: number;
  /** Established connections that were lost. */
  readonly failedConnections: number;
  /** Packets. */
  readonly sent: number;
  /** Packets whose whole echo came back. */
  readonly received: number;
  /** Packets not sent at their time because the reply before was still missing. */
  readonly dropped: number;
  /** TCP segments sent again. */
  readonly retransmits: number;
  /** Connect attempts that failed. */
  readonly failedConnects: number;
  /** Version of the program that wrote the file. */
  readonly version?: string;
  /** Why the run ended. */
  readonly stopped?: string;
  /** The options that the traffic client ran with. */
  readonly config?: JsonValue;
  /** Round-trip percentiles and histogram. */
  readonly latency?: JsonValue;
  /** UDP: echoes that came twice, in another order, or after their time. */
  readonly datagrams?: JsonValue;
  /** How well the tester itself kept up. */
  readonly tester?: JsonValue;
}

/** One value a connection, in file order; column `c` of connection `i` is `c[i]` (text: `c.at(i)`). */
export interface ConnectionColumns {
  /** When the client began to connect. */
  readonly startedNs: Float64Array;
  /** When the connection was established; 0 = never. */
  readonly connectNs: Float64Array;
  /** When it ended, or was planned to end; Infinity = still open when the run stopped early. */
  readonly endedNs: Float64Array;
  /** 1 = it ended, and with an error; 0 = it lasted. Cheaper to read than the error itself. */
  readonly lost: Uint8Array;
  /** 1 = its cause, or else its error, is a time-out; cheaper to read than the error itself. */
  readonly timedOut: Uint8Array;
  /**
   * Why it was lost; '' = it lasted. The connection's own addresses stand as `{local}` and
   * `{remote}`, so that alike errors are one text; `connectionRows` puts them back.
   */
  readonly err: StringColumn;
  readonly sent: Uint32Array;
  readonly received: Uint32Array;
  readonly dropped: Uint32Array;
  readonly retransmits: Uint32Array;
  readonly local: StringColumn;
  readonly remote: StringColumn;
  /** The server's host name; '' = no echo came. */
  readonly host: StringColumn;
  /** Client (slot), from 0; -1 = not in the file. */
  readonly client: Int32Array;
  /** When the first echo was complete; 0 = none came, or not in the file. */
  readonly firstReceivedNs: Float64Array;
  /** When the last echo was complete; 0 = none came, or not in the file. */
  readonly lastReceivedNs: Float64Array;
  /** `eof`, `reset`, `timeout`, `refused`, `unreachable` …; '' = lasted, or not in the file. */
  readonly cause: StringColumn;
  /** Connect attempts that it took; 0 = not in the file. */
  readonly attempts: Uint32Array;
}

export type ConnectionColumn = keyof ConnectionColumns;

/** The connections of a run; only the columns that were asked for are there. */
export type Connections<K extends ConnectionColumn = ConnectionColumn> = Pick<
  ConnectionColumns,
  K
> & {
  readonly length: number;
  /** Optional columns that the file has for at least one connection. */
  readonly recorded: ReadonlySet<ConnectionColumn>;
};

/** One value a sample, in file order; counters are cumulative since the start of the run. */
export interface Samples {
  readonly length: number;
  readonly timeNs: Float64Array;
  readonly sent: Uint32Array;
  readonly received: Uint32Array;
  readonly dropped: Uint32Array;
  /** What the file has beyond the original's fields; columns of absent fields are missing. */
  readonly extra: SampleExtras;
}

export interface SampleExtras {
  /** Connections established at that instant. */
  readonly active?: Uint32Array;
  /** Clients without a connection at that instant. */
  readonly connecting?: Uint32Array;
  /** Connections lost since the start. */
  readonly lost?: Uint32Array;
  /** TCP segments sent again since the start. */
  readonly retransmits?: Uint32Array;
  /** Round-trip percentiles of the interval that ends here. */
  readonly rttP50Ns?: Float64Array;
  readonly rttP99Ns?: Float64Array;
  readonly rttMaxNs?: Float64Array;
  /** Packets that the tester itself sent late in the interval that ends here. */
  readonly late?: Uint32Array;
}

/** How much of a truncated file, or of a run that was killed, could be read. */
export interface Truncation {
  /** Bytes of (uncompressed) JSON that were there. */
  readonly bytes: number;
  /** What was missing, and where. */
  readonly reason: string;
  /** Set where all is there up to this time: the journal of a run that was killed. */
  readonly wholeUntilNs?: Nanoseconds;
}

/** A run's statistics as read from a file. */
export interface Run<K extends ConnectionColumn = ConnectionColumn> {
  readonly header: RunHeader;
  readonly connections: Connections<K>;
  readonly samples: Samples;
  /** Set where the file was cut short and was read nevertheless; set of journals that end before their run. */
  readonly truncated?: Truncation;
}
