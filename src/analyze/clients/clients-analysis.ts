import { nsToSeconds, type Nanoseconds } from '../../stats/pure.ts';
import type { ReportParts } from '../reports/report.ts';
import { defineAnalysis, type RunAnalysis } from '../study/define-analysis.ts';
import { causeLookup } from '../support/cause.ts';
import type { Cell } from '../table/table.ts';
import {
  CLIENT_TIMELINES_COLUMNS,
  connectedNs,
  lostNs,
  timelineOrder,
  timelinesOf,
  type ClientTimelines,
  type ClientTimelinesOptions,
  type TimelineOrder,
} from './client-timelines.ts';

/** Each client's connections, one after another. */
export const clientsAnalysis: RunAnalysis<
  typeof CLIENT_TIMELINES_COLUMNS,
  ClientTimelinesOptions,
  TimelineOrder,
  ClientTimelines
> = defineAnalysis({
  name: 'clients',
  summary: "each client's connections, one after another",
  columns: CLIENT_TIMELINES_COLUMNS,
  takesEvents: false,
  takes: { client: true, disturbed: true },
  find: timelineOrder,
  report,
});

export const clientsReport: (typeof clientsAnalysis)['report'] = clientsAnalysis.report;

function report(order: TimelineOrder): ReportParts<ClientTimelines> {
  const { clients, unpaired, recorded } = order;
  const notes = [];
  if (!recorded) notes.push(`The file does not name its ${clients} clients: they were inferred.`);
  if (unpaired > 0) notes.push(`Lost connections without a successor: ${unpaired}.`);
  return {
    data: timelinesOf(order),
    tables: [
      {
        columns: [
          { title: 'Client' },
          { title: 'Started (s)', decimals: 6 },
          { title: 'Connected (s)', decimals: 6, align: 'right' },
          { title: 'Lost (s)', decimals: 6, align: 'right' },
          { title: 'Host', align: 'left' },
          { title: 'Cause', align: 'left' },
          { title: 'Sent' },
          { title: 'Received' },
          { title: 'Dropped' },
          { title: 'Retransmits' },
        ],
        rows: { [Symbol.iterator]: () => rowsOf(order) },
      },
    ],
    notes,
  };
}

function* rowsOf({ run, connections, clientOf }: TimelineOrder): Generator<readonly Cell[]> {
  const columns = run.connections;
  const { startedNs, host, sent, received, dropped, retransmits } = columns;
  const causeOf = causeLookup(columns);
  for (const i of connections) {
    yield [
      clientOf(i),
      nsToSeconds(startedNs[i] as number),
      seconds(connectedNs(columns, i)),
      seconds(lostNs(columns, i)),
      host.at(i) || null,
      causeOf(i) || null,
      sent[i] as number,
      received[i] as number,
      dropped[i] as number,
      retransmits[i] as number,
    ];
  }
}

function seconds(ns: Nanoseconds | null): number | null {
  return ns === null ? null : nsToSeconds(ns);
}
