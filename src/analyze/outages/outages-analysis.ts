import { defineAnalysis, type NoOptions, type RunAnalysis } from '../study/define-analysis.ts';
import { OUTAGES_COLUMNS } from './echo-times.ts';
import { outagesParts } from './outages-report.ts';
import { outagesOf, type Outages } from './outages.ts';

/** How long each disturbance left clients without service, and when all had it again. */
export const outagesAnalysis: RunAnalysis<typeof OUTAGES_COLUMNS, NoOptions, Outages> =
  defineAnalysis({
    name: 'outages',
    summary: 'how long each disturbance hurt: outage per client, convergence, availability',
    columns: OUTAGES_COLUMNS,
    takesEvents: true,
    takes: {},
    find: (study) => outagesOf(study).outages,
    report: (found, { run }) => outagesParts(found, run),
  });

export const outagesReport: (typeof outagesAnalysis)['report'] = outagesAnalysis.report;
