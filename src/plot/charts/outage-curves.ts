import type { DisturbanceOutages, FoundOutages } from '../../analyze/index.ts';
import { NS_PER_S } from '../../stats/index.ts';
import { greatest } from '../greatest.ts';
import { counted, numberText } from '../number-text.ts';
import { plainText } from '../plain-text.ts';

export const NO_OUTAGE = 'No connection was lost.';
/** The time axis goes a little beyond the longest outage. */
const ROOM = 1.05;

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

/** The curves of an outages chart. */
export interface OutageCurves {
  /** Those that hit most clients first. */
  readonly curves: readonly OutageCurve[];
  /** Disturbances that have no curve: there are too many. */
  readonly left: number;
  readonly resolutionS: number;
  readonly measured: boolean;
}

/** More curves than this nobody compares. */
const MOST_CURVES = 12;

/** A curve for each disturbance; of very many, for those that hit most clients. */
export function outageCurves(found: FoundOutages): OutageCurves {
  const { clientOutages, outages } = found;
  const { disturbances, measured, resolutionNs } = outages;
  const shown = disturbances.toSorted((a, b) => b.clients - a.clients).slice(0, MOST_CURVES);
  const rows = Uint32Array.from(clientOutages.disturbance, (_, row) => row);
  const seconds = (column: Float64Array, rows: Uint32Array): Float64Array =>
    Float64Array.from(rows, (row) => (column[row] ?? 0) / NS_PER_S).sort();
  return {
    curves: shown.map((disturbance): OutageCurve => {
      const index = disturbance.number - 1;
      const own = rows.filter((row) => clientOutages.disturbance[row] === index);
      const over = own.filter((row) => clientOutages.open[row] === 0);
      const open = own.filter((row) => clientOutages.open[row] === 1);
      const mostS = seconds(clientOutages.mostNs, over);
      return {
        label: labelOf(disturbance),
        disturbance,
        leastS: seconds(clientOutages.leastNs, over),
        mostS,
        followedS: Math.max(mostS.at(-1) ?? 0, seconds(clientOutages.leastNs, open).at(-1) ?? 0),
      };
    }),
    left: disturbances.length - shown.length,
    resolutionS: resolutionNs / NS_PER_S,
    measured,
  };
}

function labelOf({ number, startNs, event, clients, neverBack }: DisturbanceOutages): string {
  const what = event === undefined ? '' : ` ${plainText(event)}`;
  const never = neverBack > 0 ? `, ${numberText(neverBack)} never back` : '';
  return `${number}: ${(startNs / NS_PER_S).toFixed(1)} s${what}, ${counted(clients, 'client')}${never}`;
}

/** The first `most` curves, in order of time. */
export function firstCurves({ curves }: OutageCurves, most: number): OutageCurve[] {
  return curves
    .slice(0, Math.max(1, most))
    .sort((a, b) => a.disturbance.number - b.disturbance.number);
}

/** What the shade says. */
export function shadeNote({ measured, resolutionS }: OutageCurves): string {
  return measured
    ? `shaded: ±${numberText(resolutionS)} s, the resolution`
    : 'bounds only: the file has no time stamps of echoes';
}

/** Right end of the time axis, in seconds. */
export function outagesEndS(
  { resolutionS, measured }: OutageCurves,
  curves: readonly OutageCurve[],
): number {
  const longestS = greatest(
    curves.map(({ followedS }) => followedS),
    0,
  );
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
