import type { Milliseconds } from '../../platform/clock.ts';
import type { Transport } from '../../protocol/transport.ts';

/** What a client is asked for. */
export interface ClientOptions {
  /** `host:port`, `[v6]:port` or `name:port`; all addresses of a name are tried. */
  readonly address?: string;
  readonly transport?: Transport;
  /** Clients (slots): connections at the same time. */
  readonly connections?: number;
  /** Offered load of all connections together, KB/s with KB = 1024 bytes. */
  readonly rateKBps?: number;
  /** At least 64. */
  readonly packetSizeBytes?: number;
  readonly durationMs?: Milliseconds;
  /** `connections * retries` connections are made at the most. */
  readonly retries?: number;
  /** Whether a lost connection is replaced. */
  readonly reconnect?: boolean;
  readonly connectTimeoutMs?: Milliseconds;
  /** A connection without an echo for so long is lost. */
  readonly replyTimeoutMs?: Milliseconds;
  readonly sampleIntervalMs?: Milliseconds;
  /** Source addresses: drawn from a network such as `10.0.0.0/8` … */
  readonly sourceCidr?: string;
  /** … or one after another, each `addr` or `addr:port`. */
  readonly sources?: readonly string[];
  /** Threads that share the clients. */
  readonly workers?: number;
  /** `summary` keeps neither connections nor samples, and so takes the same memory however long it runs. */
  readonly detail?: 'summary' | 'all';
  /** Path of a journal: all that happens, line by line, as it happens. A new file, or an empty one. */
  readonly journal?: string;
  /** For phases and source addresses; drawn where absent. */
  readonly seed?: number;
}

/** What is taken where an option is absent; the options that are missing here have no default. */
export type ClientDefaults = Required<
  Omit<ClientOptions, 'sourceCidr' | 'sources' | 'journal' | 'seed'>
>;

export const CLIENT_DEFAULTS: ClientDefaults = {
  address: '[::1]:5003',
  transport: 'tcp',
  connections: 1,
  rateKBps: 10,
  packetSizeBytes: 1024,
  durationMs: 10_000,
  retries: 10,
  reconnect: true,
  connectTimeoutMs: 1500,
  replyTimeoutMs: 1000,
  sampleIntervalMs: 1000,
  workers: 1,
  detail: 'all',
};
