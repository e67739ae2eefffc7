import type { ReportParts } from '../../reports/report.ts';
import { definePrediction, type Prediction } from '../../study/define-analysis.ts';
import type { Table } from '../../table/table.ts';
import {
  predictEcmp,
  TYPICAL_SURPLUS,
  type EcmpPlan,
  type EcmpPrediction,
} from './predict-ecmp.ts';

/** What removing targets, and adding them again, would cost under each policy. */
export const ecmpPrediction: Prediction<EcmpPlan, EcmpPrediction> = definePrediction({
  name: 'ecmp',
  summary: 'what removing targets, and adding them again, would cost under each policy',
  find: predictEcmp,
  report,
});

export const ecmpPredictionReport: (typeof ecmpPrediction)['report'] = ecmpPrediction.report;

function report(prediction: EcmpPrediction): ReportParts<EcmpPrediction> {
  const { connections, targets, removed, policies, addingToResilient } = prediction;
  const columns = (what: string): Table['columns'] => [
    { title: 'Policy' },
    { title: what, decimals: 1 },
    ...targets.map((name) => ({ title: name, decimals: 1 })),
  ];
  const consistent = policies.find(({ policy }) => policy === 'consistent');
  return {
    data: prediction,
    tables: [
      {
        caption: `Connections lost of ${connections} on ${targets.length} targets`,
        columns: [
          { title: 'Policy' },
          { title: 'Removal', decimals: 1 },
          { title: 'Adding again', decimals: 1 },
          { title: 'Both', decimals: 1 },
        ],
        rows: policies.map(({ policy, removal, adding }) => [
          policy,
          removal,
          adding,
          removal + adding,
        ]),
      },
      {
        caption: `Of these, removing ${removed.join(', ')}`,
        columns: columns('Lost'),
        rows: policies.map(({ policy, removal, removalPerTarget }) => [
          policy,
          removal,
          ...removalPerTarget,
        ]),
      },
      {
        caption: `Of these, adding ${removed.join(', ')} again`,
        columns: columns('Lost'),
        rows: policies.map(({ policy, adding, addingPerTarget }) => [
          policy,
          adding,
          ...addingPerTarget,
        ]),
      },
    ],
    notes: [
      `Consistent by a table of buckets, which forgets whom a flow was with: adding again costs ${(consistent?.addingToTable ?? 0).toFixed(1)} where any buckets move.`,
      `A resilient next-hop group of Linux moves the lowest-numbered: adding again costs ${addingToResilient.low.toFixed(1)} to ${addingToResilient.high.toFixed(1)}, by the place in the group.`,
      `maglev-like: ${TYPICAL_SURPLUS * 100} % of the flows that need not move are taken to move nevertheless.`,
    ],
  };
}
