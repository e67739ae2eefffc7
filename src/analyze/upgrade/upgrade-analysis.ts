import { REPLICA_TABLE_COLUMNS } from '../replicas/replica-table.ts';
import { defineAnalysis, type NoOptions, type RunAnalysis } from '../study/define-analysis.ts';
import { upgradeParts } from './upgrade-report.ts';
import { upgradeOf, type Upgrade } from './upgrade.ts';

/** What a rolling upgrade cost beside what it should cost. */
export const upgradeAnalysis: RunAnalysis<typeof REPLICA_TABLE_COLUMNS, NoOptions, Upgrade> =
  defineAnalysis({
    name: 'upgrade',
    summary: 'what a rolling upgrade cost beside what it should cost; --predict without data',
    columns: REPLICA_TABLE_COLUMNS,
    takesEvents: true,
    takes: {},
    find: upgradeOf,
    report: (found, { run }) => upgradeParts(found, run),
  });

export const upgradeReport: (typeof upgradeAnalysis)['report'] = upgradeAnalysis.report;
