import type { ReportParts } from '../../reports/report.ts';
import { definePrediction, type Prediction } from '../../study/define-analysis.ts';
import type { Cell } from '../../table/table.ts';
import { namesCell, RANGE, rangeCell, rangeText } from '../upgrade-cells.ts';
import { predictUpgrade, type UpgradePlan, type UpgradePrediction } from './predict-upgrade.ts';

/** What a rolling upgrade is to cost, without any data. */
export const upgradePrediction: Prediction<UpgradePlan, UpgradePrediction> = definePrediction({
  name: 'upgrade',
  summary: 'what a rolling upgrade is to cost',
  find: predictUpgrade,
  report,
});

export const upgradePredictionReport: (typeof upgradePrediction)['report'] =
  upgradePrediction.report;

function report(prediction: UpgradePrediction): ReportParts<UpgradePrediction> {
  const { steps, total, totalRange, amplification, amplificationRange, trials } = prediction;
  const names = Array.from({ length: prediction.plan.replicas }, (_, place) => `R${place + 1}`);
  return {
    data: prediction,
    tables: [
      {
        columns: [
          { title: 'Step' },
          { title: 'Removed', align: 'left' },
          { title: 'Lost', decimals: 1 },
          RANGE,
          ...(names.length <= MOST_COLUMNS ? names : []).map((title) => ({ title, decimals: 1 })),
        ],
        rows: steps.map(({ removed, lost, lostRange, connections }, step): Cell[] => [
          step + 1,
          namesCell(removed),
          lost,
          rangeCell(lostRange),
          ...(names.length <= MOST_COLUMNS ? connections : []),
        ]),
      },
    ],
    notes: [
      `Total: ${total.toFixed(1)} lost (95 % range ${rangeText(totalRange)}).`,
      `Amplification: ${amplification.toFixed(2)} lost for each connection (95 % range ${rangeText(amplificationRange, 2)}).`,
      planText(prediction),
      `Means are exact; ranges hold 95 % of ${trials} simulated upgrades.`,
    ],
  };
}

/** More replicas than this make a table that nobody can read. */
const MOST_COLUMNS = 16;

function planText({ plan }: UpgradePrediction): string {
  const spread =
    plan.spread === 'even'
      ? 'evenly over the replicas that are up'
      : 'at random over the replicas that are up';
  return `Plan: ${plan.connections} connections on ${plan.replicas} ${plan.replicas === 1 ? 'replica' : 'replicas'}, max unavailable ${plan.maxUnavailable}, max surge ${plan.maxSurge}; lost connections spread ${spread}.`;
}
