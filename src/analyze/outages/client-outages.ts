import type { Nanoseconds } from '../../stats/pure.ts';
import { NONE } from '../clients/client-chains.ts';
import type { FoundDisturbances } from '../disturbances/find-disturbances.ts';
import { askedInVain, type AskedInVain } from './asked-in-vain.ts';
import { clientTimers } from './client-timers.ts';
import { echoTimes, type EchoTimes, type OutagesRun } from './echo-times.ts';
import { OutageRows, type ClientOutages, type Instants, type OutageEnd } from './outage-rows.ts';

/**
 * Follows each client from the last echo before a loss to the connection that had the first echo
 * after it. Connections that were lost before their first echo lie within the outage: they served
 * nobody, and were asked in vain.
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
  readonly #asks: AskedInVain;
  readonly #from: Instants = { least: 0, most: 0 };
  readonly #to: Instants = { least: 0, most: 0 };
  #servedNs = 0;

  /** Its first connection, and the one whose echo was the last one. */
  #head = NONE;
  #lastHeard = NONE;
  /**
   * Of the outage under way: its disturbance, when the client asked in vain last, when a packet was
   * last sent, packets sent in vain.
   */
  #disturbance = NONE;
  #askedNs = 0;
  #lastSentNs = 0;
  #sentInVain = 0;
  /** Whether another attempt followed the last loss. */
  #tried = true;

  constructor(run: OutagesRun, found: FoundDisturbances) {
    this.#run = run;
    this.#found = found;
    const timers = clientTimers(run.header);
    this.#echoes = echoTimes(run, found.resolutionNs, timers);
    this.#asks = askedInVain(run, timers);
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
    const { downLeastNs, downMostNs, longestWaitNs, columns } = this.#rows.finish();
    return {
      ...columns,
      measured: this.#echoes.measured,
      asksRecorded: this.#asks.recorded,
      longestWaitNs,
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
    const echoes = this.#echoes;
    const { sent, startedNs } = this.#run.connections;
    if (this.#disturbance === NONE) {
      this.#disturbance = disturbance;
      this.#lastSentNs = echoes.lastSentNs(connection);
      this.#sentInVain = 0;
      this.#askedNs = 0;
      this.#from.least =
        this.#lastHeard === NONE
          ? (startedNs[this.#head] as number)
          : echoes.lastEchoNs(this.#lastHeard);
      this.#from.most = Math.max(this.#from.least, echoes.notServedNs(connection));
    } else {
      this.#sentInVain += sent[connection] as number;
      this.#ask(Math.max(echoes.askedNs(connection), this.#asks.lastNs(connection)));
    }
  }

  #ask(timeNs: Nanoseconds): void {
    this.#askedNs = Math.max(this.#askedNs, timeNs);
  }

  #recover(connection: number): void {
    this.#ask(this.#asks.lastNs(connection));
    this.#to.most = this.#echoes.answeredNs(connection);
    this.#to.least = Math.min(Math.max(this.#from.least, this.#askedNs), this.#to.most);
    this.#add(this.#run.connections.connectNs[connection] as number, 'over');
    this.#disturbance = NONE;
  }

  /** The outage is not over at the end of the run. */
  #remain(): void {
    const { durationNs } = this.#run.header;
    this.#to.least = this.#to.most = Math.max(durationNs, this.#from.most);
    this.#add(durationNs, this.#tried ? 'open' : 'untried');
  }

  #add(sendsAgainNs: Nanoseconds, end: OutageEnd): void {
    const client = this.#found.chains.clientOf[this.#head] as number;
    const unsent = this.#echoes.packetsBetween(this.#lastSentNs, sendsAgainNs) - this.#sentInVain;
    this.#rows.add(this.#disturbance, client, this.#from, this.#to, unsent, end);
  }
}

function countLosses(lostIn: Int32Array): number {
  let count = 0;
  for (let i = 0; i < lostIn.length; i++) if (lostIn[i] !== NONE) count++;
  return count;
}
