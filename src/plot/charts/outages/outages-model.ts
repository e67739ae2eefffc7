import { max } from 'd3-array';
import {
  outagesOf,
  plainText,
  type ClientOutages,
  type DisturbanceOutages,
  type OUTAGES_COLUMNS,
  type Study,
} from '../../../analyze/index.ts';
import { NS_PER_S } from '../../../stats/index.ts';
import { counted, numberText } from '../../text/number-text.ts';

export const NO_OUTAGE = 'No connection was lost.';
/** The time axis goes a little beyond the longest outage. */
const ROOM = 1.05;
/** More curves than this nobody compares. */
const MOST_CURVES = 12;

/** How many of the clients hit were served again, after how long. */
export interface OutageCurve {
  readonly label: string;
  readonly disturbance: DisturbanceOutages;
  /** Lengths of the outages that ended, rising, in seconds: at least so long, and at most. */
  readonly leastS: Float64Array;
  readonly mostS: Float64Array;
  /** For how long some client was followed: of longer outages nothing is known where some are open. */
  readonly followedS: number;
}

/** What the chart of outages shows. */
export interface OutagesModel {
  /** Those that hit most clients first. */
  readonly curves: readonly OutageCurve[];
  /** Disturbances that have no curve: there are too many. */
  readonly left: number;
  readonly resolutionS: number;
  readonly measured: boolean;
}

/** A curve for each disturbance; of very many, for those that hit most clients. */
export function outagesModel(study: Study<(typeof OUTAGES_COLUMNS)[number]>): OutagesModel {
  const { clientOutages, outages } = outagesOf(study);
  const { disturbances, measured, resolutionNs } = outages;
  const shown = disturbances.toSorted((a, b) => b.clients - a.clients).slice(0, MOST_CURVES);
  const lengths = lengthsOf(clientOutages, shown);
  return {
    curves: shown.map((disturbance, index): OutageCurve => {
      const { leastS, mostS, openS } = lengths[index] ?? NO_LENGTHS;
      return {
        label: labelOf(disturbance),
        disturbance,
        leastS: Float64Array.from(leastS).sort(),
        mostS: Float64Array.from(mostS).sort(),
        followedS: Math.max(max(mostS) ?? 0, max(openS) ?? 0),
      };
    }),
    left: disturbances.length - shown.length,
    resolutionS: resolutionNs / NS_PER_S,
    measured,
  };
}

/** Lengths of the outages of a disturbance; of those that are open, for how long they were followed. */
interface Lengths {
  readonly leastS: number[];
  readonly mostS: number[];
  readonly openS: number[];
}

const NO_LENGTHS: Lengths = { leastS: [], mostS: [], openS: [] };

/** The lengths of each disturbance, in one pass over the clients' outages. */
function lengthsOf(rows: ClientOutages, disturbances: readonly DisturbanceOutages[]): Lengths[] {
  const all = disturbances.map((): Lengths => ({ leastS: [], mostS: [], openS: [] }));
  const ofDisturbance = new Map(disturbances.map(({ number }, at) => [number - 1, all[at]]));
  const { disturbance, open, leastNs, mostNs } = rows;
  for (let row = 0; row < disturbance.length; row++) {
    const lengths = ofDisturbance.get(disturbance[row] as number);
    if (lengths === undefined) continue;
    const leastS = (leastNs[row] as number) / NS_PER_S;
    if (open[row] === 1) lengths.openS.push(leastS);
    else {
      lengths.leastS.push(leastS);
      lengths.mostS.push((mostNs[row] as number) / NS_PER_S);
    }
  }
  return all;
}

function labelOf({ number, startNs, event, clients, neverBack }: DisturbanceOutages): string {
  const what = event === undefined ? '' : ` ${plainText(event)}`;
  const never = neverBack > 0 ? `, ${numberText(neverBack)} never back` : '';
  return `${number}: ${(startNs / NS_PER_S).toFixed(1)} s${what}, ${counted(clients, 'client')}${never}`;
}

/** The first `most` curves, in order of time. */
export function firstCurves({ curves }: OutagesModel, most: number): OutageCurve[] {
  return curves
    .slice(0, Math.max(1, most))
    .sort((a, b) => a.disturbance.number - b.disturbance.number);
}

/** What the shade says. */
export function shadeNote({ measured, resolutionS }: OutagesModel): string {
  return measured
    ? `shaded: ±${numberText(resolutionS)} s, the resolution`
    : 'bounds only: the file has no time stamps of echoes';
}

/** Right end of the time axis, in seconds. */
export function outagesEndS(
  { resolutionS, measured }: OutagesModel,
  curves: readonly OutageCurve[],
): number {
  const longestS = max(curves, ({ followedS }) => followedS) ?? 0;
  return (longestS + (measured ? resolutionS : 0)) * ROOM || 1;
}

/** Until when a curve is known, in seconds: where all were served again, it stays so. */
export function knownUntilS(curve: OutageCurve): number {
  return isCutShort(curve) ? curve.followedS : Infinity;
}

/** Whether it ends below all of its clients: some were never served again. */
export function isCutShort({ disturbance }: OutageCurve): boolean {
  return disturbance.neverBack > 0;
}

/** Whether it was no event that cost connections, but the way back from one. */
export function isReversion({ disturbance }: OutageCurve): boolean {
  return disturbance.kind === 'reversion';
}
