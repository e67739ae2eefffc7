import { POLICIES, type Policy } from '../../../analyze/index.ts';
import type { EcmpGrid } from './ecmp-grid.ts';

export const AGREED = 'Lost as expected';
export const DIFFERENT = 'Difference';
export const EXPECTED = 'Expected';

const BAR_SHARE = 0.72;
const TICK = 2;

/** A part of a bar, in pixels of the plot. */
export interface Rect {
  readonly what: string;
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly y2: number;
}

/** The left edge of a panel. */
export interface Baseline {
  readonly x: number;
  readonly y: number;
  readonly y2: number;
}

/** A bar each host, change and policy: what was lost as expected, what differs, and a tick at what is expected. */
export function barsOf(grid: EcmpGrid): Rect[] {
  const { changes, lineHeight, panelWidth, panelLeft, tops, most } = grid;
  const thickness = lineHeight * BAR_SHARE;
  const ofPolicy = (policy: Policy): Rect[] =>
    changes.flatMap(({ hosts }, row) =>
      hosts.flatMap(({ lost, expected }, line): Rect[] => {
        const left = panelLeft(policy);
        const at = (count: number): number => left + (count / most) * panelWidth;
        const middle = (tops[row] ?? 0) + (line + 0.5) * lineHeight;
        const [y, y2] = [middle - thickness / 2, middle + thickness / 2];
        const expects = expected[policy];
        const [less, more] = [Math.min(lost, expects), Math.max(lost, expects)];
        const tick = at(expects);
        return [
          ...(less > 0 ? [{ what: AGREED, x: left, x2: at(less), y, y2 }] : []),
          ...(more > less ? [{ what: DIFFERENT, x: at(less), x2: at(more), y, y2 }] : []),
          { what: EXPECTED, x: tick - TICK / 2, x2: tick + TICK / 2, y: y - 1, y2: y2 + 1 },
        ];
      }),
    );
  return POLICIES.flatMap(ofPolicy);
}

/** Where the bars of each panel begin. */
export function baselinesOf(grid: EcmpGrid): Baseline[] {
  return POLICIES.flatMap((policy) =>
    grid.changes.map(({ hosts }, row) => ({
      x: grid.panelLeft(policy),
      y: grid.tops[row] ?? 0,
      y2: (grid.tops[row] ?? 0) + hosts.length * grid.lineHeight,
    })),
  );
}
