import type { Nanoseconds } from '../../stats/pure.ts';
import type { ClientOutages } from './client-outages.ts';
import type { Instants } from './echo-times.ts';

/** How an outage ended: it was over, or not at the end of the run; then with or without a further attempt. */
export type OutageEnd = 'over' | 'open' | 'untried';

/** Rows that come client by client, and of each in order of time. */
export class OutageRows {
  readonly #disturbance: Uint32Array;
  readonly #client: Uint32Array;
  readonly #leastNs: Float64Array;
  readonly #mostNs: Float64Array;
  readonly #leastEndNs: Float64Array;
  readonly #mostEndNs: Float64Array;
  readonly #open: Uint8Array;
  readonly #untried: Uint8Array;
  readonly #unsent: Uint32Array;
  #length = 0;
  #downLeastNs = 0;
  #downMostNs = 0;

  /** @param most rows that there may be */
  constructor(most: number) {
    this.#disturbance = new Uint32Array(most);
    this.#client = new Uint32Array(most);
    this.#leastNs = new Float64Array(most);
    this.#mostNs = new Float64Array(most);
    this.#leastEndNs = new Float64Array(most);
    this.#mostEndNs = new Float64Array(most);
    this.#open = new Uint8Array(most);
    this.#untried = new Uint8Array(most);
    this.#unsent = new Uint32Array(most);
  }

  add(
    disturbance: number,
    client: number,
    from: Instants,
    to: Instants,
    unsent: number,
    end: OutageEnd,
  ): void {
    const before = this.#length - 1;
    // A client that one disturbance hits twice was without service for both times together.
    const again = this.#client[before] === client && this.#disturbance[before] === disturbance;
    const row = again ? before : this.#length++;
    const leastNs = Math.max(0, to.least - from.most);
    const mostNs = Math.max(0, to.most - from.least);
    this.#disturbance[row] = disturbance;
    this.#client[row] = client;
    this.#leastNs[row] = (this.#leastNs[row] as number) + leastNs;
    this.#mostNs[row] = (this.#mostNs[row] as number) + mostNs;
    this.#leastEndNs[row] = to.least;
    this.#mostEndNs[row] = to.most;
    this.#open[row] = end === 'over' ? 0 : 1;
    this.#untried[row] = end === 'untried' ? 1 : 0;
    this.#unsent[row] = (this.#unsent[row] as number) + Math.max(0, unsent);
    this.#downLeastNs += leastNs;
    this.#downMostNs += mostNs;
  }

  finish(): {
    readonly columns: Omit<ClientOutages, 'measured' | 'servedLeastNs' | 'servedMostNs'>;
    /** Sums of all outages. */
    readonly downLeastNs: Nanoseconds;
    readonly downMostNs: Nanoseconds;
  } {
    const length = this.#length;
    return {
      columns: {
        length,
        disturbance: this.#disturbance.subarray(0, length),
        client: this.#client.subarray(0, length),
        leastNs: this.#leastNs.subarray(0, length),
        mostNs: this.#mostNs.subarray(0, length),
        leastEndNs: this.#leastEndNs.subarray(0, length),
        mostEndNs: this.#mostEndNs.subarray(0, length),
        open: this.#open.subarray(0, length),
        untried: this.#untried.subarray(0, length),
        unsent: this.#unsent.subarray(0, length),
      },
      downLeastNs: this.#downLeastNs,
      downMostNs: this.#downMostNs,
    };
  }
}
