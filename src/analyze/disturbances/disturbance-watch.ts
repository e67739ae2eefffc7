import type { Loss, Nanoseconds } from '../../stats/pure.ts';

/** Losses that belong together, as far as they are known. */
export interface LiveDisturbance {
  /** First and last loss, since the start of the run. */
  readonly beganNs: Nanoseconds;
  readonly endedNs: Nanoseconds;
  readonly lost: number;
  /** Losses by host; '' = no echo came. */
  readonly hosts: ReadonlyMap<string, number>;
  readonly causes: ReadonlyMap<string, number>;
}

interface Counts {
  beganNs: Nanoseconds;
  endedNs: Nanoseconds;
  lost: number;
  readonly hosts: Map<string, number>;
  readonly causes: Map<string, number>;
}

/**
 * Groups losses into disturbances while a run is under way: one begins with a loss, and is over
 * when there was none for longer than a burst may pause. Hosts are not told apart, as
 * `disturbances` tells them: which of two bursts a host began is known only when both are over.
 */
export class DisturbanceWatch {
  readonly #quietNs: Nanoseconds;
  #current: Counts | undefined;

  /** @param quietNs see `burstGapNs` */
  constructor(quietNs: Nanoseconds) {
    this.#quietNs = quietNs;
  }

  /** The disturbance that is not over yet. */
  get current(): LiveDisturbance | undefined {
    return this.#current;
  }

  /** @returns the disturbance before, where the loss does not belong to it */
  add({ timeNs, host, cause }: Loss): LiveDisturbance | undefined {
    const before = this.over(timeNs);
    this.#current ??= {
      beganNs: timeNs,
      endedNs: timeNs,
      lost: 0,
      hosts: new Map(),
      causes: new Map(),
    };
    const current = this.#current;
    // Threads tell their losses one after another, not in the order of time.
    current.beganNs = Math.min(current.beganNs, timeNs);
    current.endedNs = Math.max(current.endedNs, timeNs);
    current.lost++;
    count(current.hosts, host);
    count(current.causes, cause);
    return before;
  }

  /** @returns the disturbance that is over at this time; it is told once */
  over(timeNs: Nanoseconds): LiveDisturbance | undefined {
    if (this.#current === undefined || timeNs - this.#current.endedNs <= this.#quietNs) {
      return undefined;
    }
    return this.finish();
  }

  /** @returns the disturbance that was under way when the run ended */
  finish(): LiveDisturbance | undefined {
    const last = this.#current;
    this.#current = undefined;
    return last;
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
