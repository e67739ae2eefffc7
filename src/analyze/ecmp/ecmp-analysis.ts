import { defineAnalysis, type RunAnalysis } from '../study/define-analysis.ts';
import type { EcmpAccountOptions } from './accounts/accounts.ts';
import { ecmpParts } from './ecmp-report.ts';
import { ecmp, type Ecmp } from './ecmp.ts';
import { ECMP_COLUMNS } from './observed/flows.ts';

/** Which policy the balancer follows, and what each would have cost. */
export const ecmpAnalysis: RunAnalysis<typeof ECMP_COLUMNS, EcmpAccountOptions, Ecmp> =
  defineAnalysis({
    name: 'ecmp',
    summary: 'how the balancer hashes, and what each policy would have cost',
    columns: ECMP_COLUMNS,
    takesEvents: true,
    takes: { targets: true, changes: true },
    find: (study, options) => ecmp(study, options),
    report: ecmpParts,
  });

export const ecmpReport: (typeof ecmpAnalysis)['report'] = ecmpAnalysis.report;
