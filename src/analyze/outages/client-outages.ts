import type { Nanoseconds } from '../../stats/pure.ts';
import { NONE } from '../clients/client-chains.ts';
import type { FoundDisturbances } from '../disturbances/find-disturbances.ts';
import { echoTimes, type EchoTimes, type Instants, type OutagesRun } from './echo-times.ts';
import { OutageRows, type OutageEnd } from './outage-rows.ts';

/**
 * For how long each disturbance left each client without service; a row for each client and
 * disturbance. Where the file has no time stamps of echoes, a length is only known to lie between
 * two bounds; where it has, both are the same.
 */
export interface ClientOutages {
  readonly length: number;
  /** Index of the disturbance. */
  readonly disturbance: Uint32Array;
  /** Index of the client, as `ClientChains` counts them. */
  readonly client: Uint32Array;
  /** At least so long. */
  readonly leastNs: Float64Array;
  /** At most so long. */
  readonly mostNs: Float64Array;
  /** When the client was served again, at the earliest. */
  readonly leastEndNs: Float64Array;
  readonly mostEndNs: Float64Array;
  /** 1 = it was not served again before the end of the run, to which the length is counted. */
  readonly open: Uint8Array;
  /** 1 = open, and the client made no further attempt. */
  readonly untried: Uint8Array;
  /** Packets that the client could not send since it had no connection, or waited for a reply. */
  readonly unsent: Uint32Array;
  /** Whether the lengths come of the echoes' time stamps; they are bounds otherwise. */
  readonly measured: boolean;
  /** Connected time of all clients before their first loss and after each outage. */
  readonly servedLeastNs: Nanoseconds;
  readonly servedMostNs: Nanoseconds;
}

/**
 * Follows each client from the last echo before a loss to the first echo after it. Connections that
 * were lost before their first echo lie within the outage: they served nobody.
 */
export function clientOutages(run: OutagesRun, found: FoundDisturbances): ClientOutages {
  const { predecessor, clientOf } = found.chains;
  const follower = new ClientFollower(run, found);
  for (let head = 0; head < clientOf.length; head++) {
    if (predecessor[head] === NONE && clientOf[head] !== NONE) follower.follow(head);
  }
  return follower.finish();
}

/** Goes along the connections of one client after another. */
class ClientFollower {
  readonly #run: OutagesRun;
  readonly #found: FoundDisturbances;
  readonly #echoes: EchoTimes;
  readonly #rows: OutageRows;
  readonly #last: Instants = { least: 0, most: 0 };
  readonly #first: Instants = { least: 0, most: 0 };
  #servedNs = 0;

  /** Its first connection, and the one whose echo was the last one. */
  #head = NONE;
  #lastHeard = NONE;
  /** Of the outage under way: its disturbance, when a packet was last sent, packets sent in vain. */
  #disturbance = NONE;
  #lastSentNs = 0;
  #sentInVain = 0;
  /** Whether another attempt followed the last loss. */
  #tried = true;

  constructor(run: OutagesRun, found: FoundDisturbances) {
    this.#run = run;
    this.#found = found;
    this.#echoes = echoTimes(run, found.resolutionNs);
    this.#rows = new OutageRows(countLosses(found.lostIn));
  }

  follow(head: number): void {
    const { lostIn, chains } = this.#found;
    const { successor } = chains;
    this.#head = head;
    this.#lastHeard = NONE;
    this.#disturbance = NONE;
    this.#serve(head);
    for (let i = head; i !== NONE; i = successor[i] as number) {
      if (this.#echoes.heard(i)) {
        if (this.#disturbance !== NONE) this.#recover(i);
        this.#lastHeard = i;
      }
      const lost = lostIn[i] as number;
      if (lost === NONE) continue;
      this.#lose(i, lost);
      this.#tried = successor[i] !== NONE;
    }
    if (this.#disturbance !== NONE) this.#remain();
  }

  finish(): ClientOutages {
    const { downLeastNs, downMostNs, columns } = this.#rows.finish();
    return {
      ...columns,
      measured: this.#echoes.measured,
      servedLeastNs: Math.max(0, this.#servedNs - downMostNs),
      servedMostNs: Math.max(0, this.#servedNs - downLeastNs),
    };
  }

  /** A client is served from its first connection on, but for its outages. */
  #serve(head: number): void {
    const { connectNs } = this.#run.connections;
    const { successor } = this.#found.chains;
    let first = head;
    while (first !== NONE && connectNs[first] === 0) first = successor[first] as number;
    if (first === NONE) return;
    this.#servedNs += Math.max(0, this.#run.header.durationNs - (connectNs[first] as number));
  }

  #lose(connection: number, disturbance: number): void {
    if (this.#disturbance === NONE) {
      this.#disturbance = disturbance;
      this.#lastSentNs = this.#echoes.lastSentNs(connection);
      this.#sentInVain = 0;
    } else {
      this.#sentInVain += this.#run.connections.sent[connection] as number;
    }
  }

  #recover(connection: number): void {
    this.#lastEcho();
    this.#echoes.first(connection, this.#first);
    this.#add(this.#run.connections.connectNs[connection] as number, 'over');
    this.#disturbance = NONE;
  }

  /** The outage is not over at the end of the run. */
  #remain(): void {
    const { durationNs } = this.#run.header;
    this.#lastEcho();
    this.#first.least = this.#first.most = Math.max(durationNs, this.#last.most);
    this.#add(durationNs, this.#tried ? 'open' : 'untried');
  }

  #lastEcho(): void {
    const last = this.#last;
    if (this.#lastHeard !== NONE) this.#echoes.last(this.#lastHeard, last);
    else last.least = last.most = this.#run.connections.startedNs[this.#head] as number;
  }

  #add(sendsAgainNs: Nanoseconds, end: OutageEnd): void {
    const client = this.#found.chains.clientOf[this.#head] as number;
    const unsent = this.#echoes.packetsBetween(this.#lastSentNs, sendsAgainNs) - this.#sentInVain;
    this.#rows.add(this.#disturbance, client, this.#last, this.#first, unsent, end);
  }
}

function countLosses(lostIn: Int32Array): number {
  let count = 0;
  for (let i = 0; i < lostIn.length; i++) if (lostIn[i] !== NONE) count++;
  return count;
}
