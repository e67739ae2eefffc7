import { nsToSeconds } from '../../stats/pure.ts';
import type { CountByHost } from '../disturbances/disturbance.ts';
import { disturbances, type Disturbances } from '../disturbances/disturbances.ts';
import type { DisturbancesRun } from '../disturbances/find-disturbances.ts';
import type { RunEvent } from '../../stats/pure.ts';
import type { Cell, Table } from '../table/table.ts';
import { accuracyNotes } from './accuracy.ts';
import { createReport, type Report } from './report.ts';

/** `disturbances`: when each began and ended, and what it did to each host's connections. */
export function disturbancesReport(
  run: DisturbancesRun,
  options: { readonly events?: readonly RunEvent[] | undefined } = {},
): Report {
  const found = disturbances(run, options);
  const notes = [];
  if (found.disturbances.length === 0) notes.push('No connection was lost.');
  if (found.unpaired > 0) {
    notes.push(`Lost connections without a successor: ${found.unpaired}.`);
  }
  const unknown = found.disturbances.reduce((sum, { lostUnknown }) => sum + lostUnknown, 0);
  if (unknown > 0) {
    notes.push(`Connections lost before their host was known, in no host's count: ${unknown}.`);
  }
  return createReport({
    data: found.disturbances,
    tables: [overview(found), perHost(found)],
    notes: [...notes, ...accuracyNotes(found.resolutionNs, run.header)],
  });
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
