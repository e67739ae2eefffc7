import type { ConnectionRow } from '../../src/stats/index.ts';
import { runOf } from './runs.ts';
import { createRandom, type Random } from './simulate/random.ts';

const MS = 1e6;
const S = 1e9;
const REPLY_TIMEOUT_NS = S;
const CONNECT_TIMEOUT_NS = 1.5 * S;
const SYN_RETRANSMISSION_NS = S;
const CLIENTS = 20;
/** From when the service is back to the end: nobody waits so long. */
const CALM_NS = 9 * S;

/**
 * What becomes of packets while the service is away. `drop`: nothing comes back. `reset`, `unreachable`: the router
 * says so; of the latter only an attempt hears. `killed`: as if the process were gone. `closing`:
 * connections are accepted, and closed. `stalled`: they are accepted, and nothing is answered.
 */
export const KINDS = ['drop', 'reset', 'unreachable', 'killed', 'closing', 'stalled'] as const;
export type Kind = (typeof KINDS)[number];

export interface BlackHole {
  readonly seed: number;
  readonly kind: Kind;
  /** The service is away from then on, and back so much later. */
  readonly fromNs: number;
  readonly lengthNs: number;
  readonly intervalNs: number;
  /** 0 = one attempt after another, as the original does. */
  readonly retryEveryNs: number;
}

/** How a connection was used, and how that ended. */
type Use = Pick<ConnectionRow, 'endedNs' | 'err' | 'sent' | 'received'> &
  Required<Pick<ConnectionRow, 'cause' | 'firstReceivedNs' | 'lastReceivedNs'>>;

/** How a connection was made. */
type Made = Pick<ConnectionRow, 'connectNs'> &
  Required<Pick<ConnectionRow, 'attempts' | 'askedInVainNs'>>;

/** A client that meets the black hole; its times are those of its own clock. */
class Client {
  readonly #hole: BlackHole;
  readonly #client: number;
  readonly #random: Random;
  readonly #tripNs: number;
  readonly #phaseNs: number;
  readonly #durationNs: number;
  readonly rows: Partial<ConnectionRow>[] = [];

  constructor(hole: BlackHole, client: number, random: Random, durationNs: number) {
    this.#hole = hole;
    this.#client = client;
    this.#random = random;
    this.#tripNs = Math.round(random.between(0.05, 1) * MS);
    this.#phaseNs = random.between(0, hole.intervalNs);
    this.#durationNs = durationNs;
  }

  live(): Partial<ConnectionRow>[] {
    let startedNs = Math.round(this.#random.between(0, 5 * MS));
    let unheard = 0;
    for (;;) {
      const { connectNs, ...made } = this.#connect(startedNs, unheard);
      const { endedNs, ...used } = this.#use(connectNs);
      this.rows.push({
        ...{ startedNs, connectNs, endedNs, client: this.#client, host: 'a' },
        ...made,
        ...used,
        ...(used.received === 0 && { host: '' }),
      });
      if (used.cause === '') return this.rows;
      // An end before the first echo is as good as a failed attempt.
      unheard = used.received === 0 ? unheard + 1 : 0;
      startedNs = Math.round(endedNs + backOffNs(unheard) + this.#random.between(1e3, 50e3));
    }
  }

  /** Whether the service is there for a packet that is sent at that time. */
  #isServed(sentNs: number): boolean {
    const { fromNs, lengthNs } = this.#hole;
    const passesNs = sentNs + this.#tripNs / 2;
    return passesNs < fromNs || passesNs >= fromNs + lengthNs;
  }

  #isAccepted(synNs: number): boolean {
    const { kind } = this.#hole;
    return kind === 'closing' || kind === 'stalled' || this.#isServed(synNs);
  }

  #connect(startedNs: number, unheard: number): Made {
    return this.#hole.retryEveryNs > 0
      ? this.#connectOverlapping(startedNs)
      : this.#connectInTurn(startedNs, unheard);
  }

  #connectInTurn(startedNs: number, unheard: number): Made {
    let askedInVainNs = 0;
    let attemptNs = startedNs;
    for (let attempts = 1; ; attempts++) {
      for (const againNs of [0, SYN_RETRANSMISSION_NS]) {
        const synNs = attemptNs + againNs;
        if (this.#isAccepted(synNs)) {
          return { connectNs: synNs + this.#tripNs, attempts, askedInVainNs };
        }
        askedInVainNs = synNs;
        if (this.#hole.kind !== 'drop') break;
      }
      const failsNs = this.#failsNs();
      const lateNs = this.#random.between(0, 2 * MS);
      attemptNs = Math.round(attemptNs + failsNs + backOffNs(attempts + unheard) + lateNs);
    }
  }

  /** How long an attempt takes to fail. */
  #failsNs(): number {
    const { kind } = this.#hole;
    if (kind === 'drop') return CONNECT_TIMEOUT_NS;
    // A router that looks for its neighbour takes its time.
    return kind === 'unreachable' ? this.#random.between(this.#tripNs, 0.95 * S) : this.#tripNs;
  }

  /** Of overlapping attempts only their beginnings are looked at. */
  #connectOverlapping(startedNs: number): Made {
    let askedInVainNs = 0;
    for (let attempts = 1, synNs = startedNs; ; attempts++) {
      if (this.#isAccepted(synNs)) {
        return { connectNs: synNs + this.#tripNs, attempts, askedInVainNs };
      }
      askedInVainNs = synNs;
      synNs = Math.round(synNs + this.#hole.retryEveryNs + this.#random.between(0, MS));
    }
  }

  /** Sends packets until one is not answered, or the run is over. */
  #use(connectNs: number): Use {
    const { fromNs, kind, lengthNs, intervalNs } = this.#hole;
    const toNs = fromNs + lengthNs;
    const echoes = { firstReceivedNs: 0, lastReceivedNs: 0 };
    let sent = 0;
    let received = 0;
    let awaitsNs = connectNs;
    const lost = (endedNs: number, cause: string): Use => ({
      ...{ endedNs: Math.round(endedNs), cause, sent, received, ...echoes },
      err: cause === 'timeout' ? 'read: i/o timeout' : 'EOF',
    });
    const closes = kind === 'killed' || kind === 'closing';
    const closedNs = Math.max(fromNs, connectNs) + this.#tripNs / 2;
    const isClosed = closes && connectNs < toNs;
    for (let packet = Math.ceil((connectNs - this.#phaseNs) / intervalNs); ; packet++) {
      const dueNs = this.#phaseNs + packet * intervalNs;
      const sentNs = Math.round(Math.max(dueNs, awaitsNs) + this.#random.between(0, MS));
      if (isClosed && sentNs >= closedNs) return lost(closedNs, 'eof');
      if (sentNs >= this.#durationNs) {
        return { endedNs: this.#durationNs, cause: '', err: '', sent, received, ...echoes };
      }
      // Packets that are due while a reply is missing are dropped.
      if (dueNs < awaitsNs - intervalNs) continue;
      sent++;
      const echoNs = this.#echoNs(sentNs);
      if (echoNs === undefined) {
        if (kind === 'reset') return lost(sentNs + this.#tripNs, 'reset');
        if (isClosed) return lost(Math.max(closedNs, sentNs + this.#tripNs), 'eof');
        return lost(sentNs + REPLY_TIMEOUT_NS + this.#random.between(0, 2 * MS), 'timeout');
      }
      received++;
      if (received === 1) echoes.firstReceivedNs = echoNs;
      echoes.lastReceivedNs = awaitsNs = echoNs;
    }
  }

  /** When a packet is answered; undefined = not in time. */
  #echoNs(sentNs: number): number | undefined {
    if (this.#isServed(sentNs)) return sentNs + this.#tripNs;
    const { fromNs, kind, lengthNs } = this.#hole;
    if (kind === 'stalled') {
      const echoNs = fromNs + lengthNs + this.#tripNs;
      return echoNs < sentNs + REPLY_TIMEOUT_NS ? echoNs : undefined;
    }
    if (kind !== 'drop' && kind !== 'unreachable') return undefined;
    // TCP sends it again.
    for (const afterNs of [0.2 * S, 0.6 * S]) {
      if (this.#isServed(sentNs + afterNs)) return sentNs + afterNs + this.#tripNs;
    }
    return undefined;
  }
}

function backOffNs(failures: number): number {
  return Math.min(failures * 0.1 * S, S);
}

export type Fields = 'all' | 'before' | 'original';

const LATER_FIELDS = ['askedInVainNs'] as const;
const OUR_FIELDS = ['firstReceivedNs', 'lastReceivedNs', 'cause', 'attempts'] as const;

/** The connections of all clients that met a black hole. */
export function blackHole(hole: BlackHole): readonly Partial<ConnectionRow>[] {
  const random = createRandom(hole.seed);
  const durationNs = hole.fromNs + hole.lengthNs + CALM_NS;
  return Array.from({ length: CLIENTS }, (_, client) =>
    new Client(hole, client, random.fork(client), durationNs).live(),
  ).flat();
}

/** The file of it, with the fields that a version of the client writes. */
export function runWith(
  hole: BlackHole,
  connections: readonly Partial<ConnectionRow>[],
  fields: Fields,
): ReturnType<typeof runOf> {
  const omitted: readonly string[] = {
    all: [],
    before: LATER_FIELDS,
    original: [...LATER_FIELDS, ...OUR_FIELDS],
  }[fields];
  const header = {
    connections: CLIENTS,
    durationNs: hole.fromNs + hole.lengthNs + CALM_NS,
    rateKBps: (CLIENTS * S) / hole.intervalNs,
    ...(hole.retryEveryNs > 0 && { config: { retryEveryMs: hole.retryEveryNs / MS } }),
  };
  return runOf({
    header,
    connections: connections.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !omitted.includes(name))),
    ),
  });
}
