import type { Nanoseconds } from '../../stats/pure.ts';

/** Connections per host name. */
export type CountByHost = Readonly<Record<string, number>>;

/** Something that happened to the service, as its losses show it. Times are since the start of the run. */
export interface DisturbanceBy<Counts> {
  /** The event's time where the events tell, else the first loss. */
  readonly startNs: Nanoseconds;
  readonly firstLossNs: Nanoseconds;
  /** The last loss. */
  readonly endNs: Nanoseconds;
  /** What was done, where the events tell. */
  readonly event?: string;
  /** Lost connections per host. */
  readonly lost: Counts;
  readonly lostTotal: number;
  /** Connections lost before their first echo: their host is not known, they are in no other count. */
  readonly lostUnknown: number;
  /** Connections that replaced those lost here, per host. */
  readonly reconnected: Counts;
  readonly reconnectedTotal: number;
  /** Connections that lived through it, per host. */
  readonly survivors: Counts;
  readonly survivorsTotal: number;
  /** Connections per host when it had settled: every lost one is where its client came back to. */
  readonly settled: Counts;
}

export type Disturbance = DisturbanceBy<CountByHost>;
