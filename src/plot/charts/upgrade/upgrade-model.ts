import { max } from 'd3-array';
import {
  upgradeOf,
  type REPLICA_TABLE_COLUMNS,
  type Study,
  type Upgrade,
} from '../../../analyze/index.ts';

export const NO_STEP = 'no connection was lost';

/** What the chart of an upgrade shows. */
export interface UpgradeModel extends Pick<
  Upgrade,
  'replicas' | 'states' | 'total' | 'totalRange'
> {
  /** The most connections that a replica had, or may have had. */
  readonly most: number;
}

export function upgradeModel(study: Study<(typeof REPLICA_TABLE_COLUMNS)[number]>): UpgradeModel {
  const found = upgradeOf(study);
  const most = max(found.states, ({ connections, range = [] }) =>
    max([...connections, ...range.map(({ high }) => high)]),
  );
  return { ...found, most: Math.max(1, most ?? 0) };
}

/** "start", "step 3". */
export function stepLabel(step: number): string {
  return step === 0 ? 'start' : `step ${step}`;
}
