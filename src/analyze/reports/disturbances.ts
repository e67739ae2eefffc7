import { nsToSeconds } from '../../stats/pure.ts';
import {
  disturbances,
  type CountByHost,
  type Disturbances,
  type DisturbancesRun,
} from '../disturbances/disturbances.ts';
import type { RunEvent } from '../events.ts';
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
  if (found.chains.unpaired > 0) {
    notes.push(`Lost connections without a successor: ${found.chains.unpaired}.`);
  }
  const unknown = found.disturbances.reduce((sum, { lostUnknown }) => sum + lostUnknown, 0);
  if (unknown > 0) {
    notes.push(`Connections lost before their host was known, in no host's count: ${unknown}.`);
  }
  return createReport({
    data: disturbancesData(found),
    tables: [overview(found), perHost(found)],
    notes: [...notes, ...accuracyNotes(found.resolutionNs, run.header)],
  });
}

/** Disturbances with host names instead of codes, for JSON. */
export function disturbancesData({
  disturbances: all,
  hostName,
}: Pick<Disturbances, 'disturbances' | 'hostName'>): unknown {
  const named = (counts: CountByHost): Record<string, number> =>
    Object.fromEntries(
      [...counts].map(([code, count]): [string, number] => [hostName(code), count]).sort(byName),
    );
  return all.map((disturbance) => ({
    ...disturbance,
    lost: named(disturbance.lost),
    reconnected: named(disturbance.reconnected),
    survivors: named(disturbance.survivors),
    settled: named(disturbance.settled),
  }));
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

function perHost({ disturbances: all, hostName }: Disturbances): Table {
  const rows = all.flatMap(({ lost, reconnected, survivors }, index) => {
    const codes = new Set([...lost.keys(), ...reconnected.keys(), ...survivors.keys()]);
    return [...codes]
      .map((code): [string, number] => [hostName(code), code])
      .sort(byName)
      .map(([name, code]): Cell[] => [
        index + 1,
        name,
        lost.get(code) ?? 0,
        reconnected.get(code) ?? 0,
        survivors.get(code) ?? 0,
      ]);
  });
  return {
    columns: ['#', 'Host', 'Lost', 'Reconnected', 'Survivors'].map((title) => ({ title })),
    rows,
  };
}

function byName([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
