import { sum } from 'd3-array';
import { NS_PER_S, nsToSeconds, type Nanoseconds } from '../../stats/pure.ts';
import { accuracyNotes } from '../reports/accuracy.ts';
import type { ReportParts } from '../reports/report.ts';
import { durationText } from '../reports/time-text.ts';
import type { Cell, Table, TableColumn } from '../table/table.ts';
import { tableText } from '../table/text.ts';
import { OUTAGE_QUANTILES, type OutageLength, type OutageQuantile } from './distribution.ts';
import type { Between, DisturbanceOutages } from './disturbance-outages.ts';
import type { OutagesRun } from './echo-times.ts';
import type { Outages } from './outages.ts';

/** What is told of outages. */
export function outagesParts(found: Outages, run: OutagesRun): ReportParts<Outages> {
  const columns = [...headColumns(found), ...outageColumns(found), ...costColumns(found)];
  const head = [...headColumns(found)];
  const notes = notesOf(found, run);
  const some = found.disturbances.length > 0;
  const text = [
    tableOf(found, [...head, ...outageColumns(found)]),
    tableOf(found, [...head.slice(0, 1), ...costColumns(found)]),
  ].map(tableText);
  return {
    data: found,
    tables: [tableOf(found, columns)],
    notes,
    text: [...(some ? text : []), notes.map((note) => `${note}\n`).join('')].join('\n'),
  };
}

interface ReportColumn extends TableColumn {
  readonly cell: (of: DisturbanceOutages) => Cell;
}

function tableOf({ disturbances }: Outages, columns: readonly ReportColumn[]): Table {
  return {
    columns,
    rows: disturbances.map((disturbance) => columns.map(({ cell }) => cell(disturbance))),
  };
}

const TITLES: Readonly<Record<OutageQuantile, string>> = {
  min: 'Min',
  median: 'Median',
  p95: 'p95',
  p99: 'p99',
  max: 'Max',
};

function headColumns({ disturbances }: Outages): ReportColumn[] {
  const hasEvents = disturbances.some(({ event }) => event !== undefined);
  return [
    { title: '#', cell: ({ number }) => number },
    { title: 'Start (s)', decimals: 3, cell: ({ startNs }) => nsToSeconds(startNs) },
    { title: 'Kind', cell: ({ kind }) => kind },
    ...(hasEvents ? [{ title: 'Event', cell: eventCell }] : []),
    { title: 'Clients', cell: ({ clients }) => clients },
    { title: 'Never back', cell: ({ neverBack }) => neverBack },
  ];
}

function eventCell({ event }: DisturbanceOutages): Cell {
  return event ?? null;
}

function outageColumns({ measured }: Outages): ReportColumn[] {
  return (Object.keys(OUTAGE_QUANTILES) as OutageQuantile[]).map((key) => ({
    title: `${TITLES[key]} (s)`,
    valueTitles: [`${TITLES[key]} least (s)`, `${TITLES[key]} most (s)`],
    cell: ({ outage: { least, most } }) => lengthCell(least[key], measured ? undefined : most[key]),
  }));
}

function costColumns({ disturbances, measured }: Outages): ReportColumn[] {
  const hasEvents = disturbances.some(({ event }) => event !== undefined);
  return [
    ...(hasEvents ? [{ title: 'To detect (s)', decimals: 3, cell: detectCell }] : []),
    {
      title: hasEvents ? 'To recover (s)' : 'Full convergence (s)',
      valueTitles: convergenceTitles(hasEvents ? 'To recover' : 'Full convergence'),
      cell: (disturbance) => convergenceCell(disturbance, measured),
    },
    {
      title: 'Loss-derived (s)',
      decimals: 3,
      cell: ({ lossDerivedNs }) => nsToSeconds(lossDerivedNs),
    },
    {
      title: 'Availability (%)',
      valueTitles: ['Availability least (%)', 'Availability most (%)'],
      cell: ({ availabilityPercent }) => ({
        text: between(availabilityPercent, percent, measured),
        values: [availabilityPercent.least, availabilityPercent.most],
      }),
    },
    { title: 'Packets lost', cell: ({ packetsLost }) => packetsLost },
    { title: 'Not sent', cell: ({ packetsUnsent }) => packetsUnsent },
    {
      title: 'TCP efficiency (%)',
      decimals: 3,
      cell: ({ tcpEfficiencyPercent }) => tcpEfficiencyPercent ?? null,
    },
  ];
}

function detectCell({ timeToDetectNs }: DisturbanceOutages): Cell {
  return timeToDetectNs === undefined ? null : nsToSeconds(timeToDetectNs);
}

function seconds(ns: Nanoseconds): string {
  return (ns / NS_PER_S).toFixed(3);
}

function percent(value: number): string {
  return value.toFixed(3);
}

function convergenceTitles(title: string): string[] {
  return [`${title} least (s)`, `${title} most (s)`, 'Validated'];
}

function convergenceCell(
  { fullConvergenceNs, validated }: DisturbanceOutages,
  measured: boolean,
): Cell {
  const isValidated = validated ? 'yes' : 'no';
  if (fullConvergenceNs === null) return { text: 'never', values: [null, null, isValidated] };
  const { least, most } = fullConvergenceNs;
  return {
    text: `${between(fullConvergenceNs, seconds, measured)}${validated ? '' : '*'}`,
    values: [nsToSeconds(least), nsToSeconds(most), isValidated],
  };
}

/** Machines get no upper bound of what was not over. */
function lengthCell(least: OutageLength, most: OutageLength | undefined): Cell {
  const upper = most ?? least;
  const isOpen = least.open || upper.open;
  return {
    text: lengthText(least, most),
    values: [nsToSeconds(least.ns), isOpen ? null : nsToSeconds(upper.ns)],
  };
}

/** "0.240", ">= 5.9" where it was not over; "0.000 - 1.240" where only bounds are known. */
function lengthText(least: OutageLength, most: OutageLength | undefined): string {
  const sign = least.open ? '>= ' : '';
  if (most === undefined || least.open) return `${sign}${seconds(least.ns)}`;
  const end = most.open ? 'open' : seconds(most.ns);
  return `${seconds(least.ns)} - ${end}`;
}

function between(
  { least, most }: Between<number>,
  text: (value: number) => string,
  measured: boolean,
): string {
  return measured ? text(least) : `${text(least)} - ${text(most)}`;
}

function notesOf(found: Outages, run: OutagesRun): string[] {
  const { disturbances, measured, availabilityPercent, validationNs, resolutionNs } = found;
  const notes: string[] = [];
  if (disturbances.length === 0) notes.push('No connection was lost.');
  if (availabilityPercent !== undefined) {
    notes.push(`Availability of the run: ${between(availabilityPercent, percent, measured)} %.`);
  }
  if (!measured && disturbances.length > 0) {
    notes.push(
      'The file has no time stamps of echoes: outages are bounds (at least - at most), from when connections ended, why, and the reply timeout.',
    );
  }
  const neverBack = sum(disturbances, (disturbance) => disturbance.neverBack);
  const untried = sum(disturbances, (disturbance) => disturbance.untried);
  if (neverBack > 0) {
    notes.push(
      `Clients that never came back: ${neverBack}; their outages are open, counted to the end of the run.` +
        (untried > 0 ? ` Of these ${untried} made no further attempt.` : ''),
    );
  }
  if (run.truncated !== undefined) {
    notes.push(
      `The file was cut short: what is said is of the ${run.connections.length} connections that were read.`,
    );
  }
  if (disturbances.some(({ validated, fullConvergenceNs }) => fullConvergenceNs && !validated)) {
    notes.push(
      `* Not validated: the next loss, or the end of the run, came before ${durationText(validationNs)} without a loss had passed.`,
    );
  }
  if (found.unpaired > 0) notes.push(`Lost connections without a successor: ${found.unpaired}.`);
  return [...notes, ...accuracyNotes(resolutionNs, run.header)];
}
