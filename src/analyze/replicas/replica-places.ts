import { bisectLeft, bisector, bisectRight, min } from 'd3-array';
import type { Nanoseconds } from '../../stats/pure.ts';
import { NONE } from '../clients/client-chains.ts';

/** What is known of a host name over the run. */
export interface HostLife {
  readonly code: number;
  readonly name: string;
  firstSeenNs: Nanoseconds;
  /** Disturbances that had begun when it was first seen. */
  firstBornAfter: number;
  /** The latest disturbance that had begun when it was first seen. */
  latest: number;
  /** Whether that one was still in progress. */
  inProgress: boolean;
  firstLossNs: Nanoseconds;
  /** Disturbance in which its last connection was lost; Infinity = it has some at the end. */
  goneIn: number;
}

/**
 * Which host names held the same place in the deployment, one after another: host codes per place,
 * old to new; places in the order in which they were first disturbed, undisturbed ones by name.
 *
 * @param lives in the order in which the hosts were first seen
 */
export function assignPlaces(lives: readonly HostLife[]): number[][] {
  const places: HostLife[][] = lives
    .filter(({ firstBornAfter }) => firstBornAfter === 0)
    .map((life) => [life]);
  const free = new FreePlaces();
  for (const place of places) free.add(place);
  for (const newcomer of lives) {
    if (newcomer.firstBornAfter === 0) continue;
    let place = free.take(newcomer);
    if (place === undefined) {
      place = [];
      places.push(place);
    }
    place.push(newcomer);
    free.add(place);
  }
  const firstDisturbed = (place: readonly HostLife[]): number =>
    min(place, ({ firstLossNs }) => firstLossNs) ?? Infinity;
  return places
    .map((place) => ({ place, disturbed: firstDisturbed(place), name: place[0]?.name ?? '' }))
    .sort((a, b) => compare(a.disturbed, b.disturbed) || compare(a.name, b.name))
    .map(({ place }) => place.map(({ code }) => code));
}

const byFirstLoss = bisector((place: readonly HostLife[]) => place.at(-1)?.firstLossNs ?? Infinity);

/** Places whose holder is gone, by the disturbance in which it went. */
class FreePlaces {
  /** Disturbance -> places in the order in which their holders were first disturbed. */
  readonly #goneIn = new Map<number, HostLife[][]>();
  /** Disturbances that left places free, rising. */
  readonly #disturbances: number[] = [];

  add(place: HostLife[]): void {
    const holder = place.at(-1);
    if (holder === undefined || holder.goneIn === Infinity) return;
    const gone = this.#goneIn.get(holder.goneIn) ?? [];
    gone.splice(byFirstLoss.right(gone, holder.firstLossNs), 0, place);
    if (gone.length > 1) return;
    this.#goneIn.set(holder.goneIn, gone);
    const at = bisectLeft(this.#disturbances, holder.goneIn);
    this.#disturbances.splice(at, 0, holder.goneIn);
  }

  /**
   * The place that a newcomer takes: of the replica that disappeared last before it was first seen,
   * and of several the one that was disturbed first. A newcomer is seen when a disturbance sends
   * clients to it, so what vanishes in that same disturbance is mostly still vanishing: its place is
   * free only if no other is.
   */
  take({ latest, inProgress }: HostLife): HostLife[] | undefined {
    const before = inProgress ? latest - 1 : latest;
    const at = bisectRight(this.#disturbances, before) - 1;
    const index = at >= 0 ? at : this.#disturbances.indexOf(inProgress ? latest : NONE);
    const disturbance = this.#disturbances[index];
    const gone = disturbance === undefined ? undefined : this.#goneIn.get(disturbance);
    const place = gone?.shift();
    if (disturbance !== undefined && gone?.length === 0) {
      this.#disturbances.splice(index, 1);
      this.#goneIn.delete(disturbance);
    }
    return place;
  }
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
