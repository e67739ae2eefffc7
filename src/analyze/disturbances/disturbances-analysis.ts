import { sum } from 'd3-array';
import { nsToSeconds } from '../../stats/pure.ts';
import { accuracyNotes } from '../reports/accuracy.ts';
import type { ReportParts } from '../reports/report.ts';
import { defineAnalysis, type NoOptions, type RunAnalysis } from '../study/define-analysis.ts';
import type { Study } from '../study/study.ts';
import type { Cell, Table } from '../table/table.ts';
import type { CountByHost, Disturbance } from './disturbance.ts';
import { disturbances, type Disturbances } from './disturbances.ts';
import { DISTURBANCES_COLUMNS, type DisturbancesColumn } from './find-disturbances.ts';

/** When each disturbance began and ended, and what it did to each host's connections. */
export const disturbancesAnalysis: RunAnalysis<
  typeof DISTURBANCES_COLUMNS,
  NoOptions,
  Disturbances,
  readonly Disturbance[]
> = defineAnalysis({
  name: 'disturbances',
  summary: 'when each disturbance began and ended, and what it did per host',
  columns: DISTURBANCES_COLUMNS,
  takesEvents: true,
  takes: {},
  find: (study) => disturbances(study),
  report,
});

export const disturbancesReport: (typeof disturbancesAnalysis)['report'] =
  disturbancesAnalysis.report;

function report(
  found: Disturbances,
  { run }: Study<DisturbancesColumn>,
): ReportParts<readonly Disturbance[]> {
  const notes = [];
  if (found.disturbances.length === 0) notes.push('No connection was lost.');
  if (found.unpaired > 0) {
    notes.push(`Lost connections without a successor: ${found.unpaired}.`);
  }
  const unknown = sum(found.disturbances, ({ lostUnknown }) => lostUnknown);
  if (unknown > 0) {
    notes.push(`Connections lost before their host was known, in no host's count: ${unknown}.`);
  }
  return {
    data: found.disturbances,
    tables: [overview(found), perHost(found)],
    notes: [...notes, ...accuracyNotes(found.resolutionNs, run.header)],
  };
}

function overview({ disturbances: all }: Disturbances): Table {
  const hasEvents = all.some(({ event }) => event !== undefined);
  return {
    columns: [
      { title: '#' },
      { title: 'Start (s)', decimals: 3 },
      { title: 'End (s)', decimals: 3 },
      { title: 'Lost' },
      { title: 'Unknown' },
      { title: 'Reconnected' },
      { title: 'Survivors' },
      ...(hasEvents ? [{ title: 'Event' }] : []),
    ],
    rows: all.map((disturbance, index): Cell[] => [
      index + 1,
      nsToSeconds(disturbance.startNs),
      nsToSeconds(disturbance.endNs),
      disturbance.lostTotal,
      disturbance.lostUnknown,
      disturbance.reconnectedTotal,
      disturbance.survivorsTotal,
      ...(hasEvents ? [disturbance.event ?? null] : []),
    ]),
  };
}

function perHost({ disturbances: all }: Disturbances): Table {
  const rows = all.flatMap(({ lost, reconnected, survivors }, index) => {
    const names = Object.keys({ ...lost, ...reconnected, ...survivors }).sort();
    return names.map((name): Cell[] => [
      index + 1,
      name,
      countOf(lost, name),
      countOf(reconnected, name),
      countOf(survivors, name),
    ]);
  });
  return {
    columns: ['#', 'Host', 'Lost', 'Reconnected', 'Survivors'].map((title) => ({ title })),
    rows,
  };
}

/** A host may be called `constructor`, too. */
function countOf(counts: CountByHost, name: string): number {
  return Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0;
}
