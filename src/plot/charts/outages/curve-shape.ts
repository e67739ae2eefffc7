import { isReversion, knownUntilS, type OutageCurve, type OutagesModel } from './outages-model.ts';

export const INITIAL = 'Initial event';
export const REVERSION = 'Reversion';

/** A point of a line or of the edge of a shade. */
export interface Vertex {
  readonly path: string;
  readonly kind: string;
  readonly n: number;
  readonly t: number;
  readonly share: number;
}

/** Where a curve is drawn, in units of the axes. */
export interface Panel {
  readonly base: number;
  readonly height: number;
  /** Right end of the time axis. */
  readonly end: number;
  readonly secondsPerUnit: number;
  /** How many steps can be told apart. */
  readonly steps: number;
}

interface Point {
  readonly t: number;
  readonly share: number;
}

/** What the legend calls a curve. */
export function kindOf(curve: OutageCurve): string {
  return isReversion(curve) ? REVERSION : INITIAL;
}

/** The curve as a line, or two where only bounds are known, and what is shaded around it. */
export function shapeOf(
  curve: OutageCurve,
  { measured, resolutionS }: OutagesModel,
  panel: Panel,
): { readonly band: readonly Vertex[]; readonly lines: readonly Vertex[] } {
  const { leastS, mostS, disturbance } = curve;
  const end = Math.min(panel.end, knownUntilS(curve) / panel.secondsPerUnit);
  const steps = stepsOf(leastS.length, panel.steps);
  const share = (rank: number): number => panel.base + (panel.height * rank) / disturbance.clients;
  const edge = (lengths: Float64Array, byS: number): Point[] =>
    steps.flatMap(({ from, to, at }) => {
      const length = ((lengths[at] ?? 0) + byS) / panel.secondsPerUnit;
      const t = Math.max(0, Math.min(panel.end, length));
      return [from, to].map((rank) => ({ t, share: share(rank) }));
    });
  const path = (name: string, points: readonly Point[]): Vertex[] =>
    points.map((point, n) => ({
      path: `${disturbance.number} ${name}`,
      kind: kindOf(curve),
      n,
      ...point,
    }));
  const whole = (lengths: Float64Array): Point[] => [
    { t: 0, share: share(0) },
    ...edge(lengths, 0),
    { t: end, share: share(lengths.length) },
  ];
  const margin = measured ? resolutionS : 0;
  return {
    band: path('band', [...edge(leastS, -margin), ...edge(mostS, margin).reverse()]),
    lines: measured
      ? path('line', whole(leastS))
      : [...path('least', whole(leastS)), ...path('most', whole(mostS))],
  };
}

/** The ranks of `count` values in at most `most` steps; `at` = the value that stands for them. */
function stepsOf(count: number, most: number): { from: number; to: number; at: number }[] {
  const steps = Math.min(count, most);
  return Array.from({ length: steps }, (_, step) => {
    const from = Math.floor((step * count) / steps);
    const to = Math.floor(((step + 1) * count) / steps);
    return { from, to, at: to - 1 };
  });
}
