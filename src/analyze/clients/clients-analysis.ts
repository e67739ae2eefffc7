import { nsToSeconds, type Nanoseconds } from '../../stats/pure.ts';
import type { ReportParts } from '../reports/report.ts';
import { defineAnalysis, type RunAnalysis } from '../study/define-analysis.ts';
import {
  CLIENT_TIMELINES_COLUMNS,
  clientTimelines,
  type ClientTimelines,
  type ClientTimelinesOptions,
} from './client-timelines.ts';

/** Each client's connections, one after another. */
export const clientsAnalysis: RunAnalysis<
  typeof CLIENT_TIMELINES_COLUMNS,
  ClientTimelinesOptions,
  ClientTimelines
> = defineAnalysis({
  name: 'clients',
  summary: "each client's connections, one after another",
  columns: CLIENT_TIMELINES_COLUMNS,
  takesEvents: false,
  takes: { client: true, disturbed: true },
  find: (study, options) => clientTimelines(study, options),
  report,
});

export const clientsReport: (typeof clientsAnalysis)['report'] = clientsAnalysis.report;

function report(timelines: ClientTimelines): ReportParts<ClientTimelines> {
  const { entries, clients, unpaired, recorded } = timelines;
  const seconds = (ns: Nanoseconds | null): number | null => (ns === null ? null : nsToSeconds(ns));
  const notes = [];
  if (!recorded) notes.push(`The file does not name its ${clients} clients: they were inferred.`);
  if (unpaired > 0) notes.push(`Lost connections without a successor: ${unpaired}.`);
  return {
    data: timelines,
    tables: [
      {
        columns: [
          { title: 'Client' },
          { title: 'Started (s)', decimals: 6 },
          { title: 'Connected (s)', decimals: 6, align: 'right' },
          { title: 'Lost (s)', decimals: 6, align: 'right' },
          { title: 'Host' },
          { title: 'Cause' },
          { title: 'Sent' },
          { title: 'Received' },
          { title: 'Dropped' },
          { title: 'Retransmits' },
        ],
        rows: entries.map((entry) => [
          entry.client,
          seconds(entry.startedNs),
          seconds(entry.connectNs),
          seconds(entry.endedNs),
          entry.host,
          entry.cause,
          entry.sent,
          entry.received,
          entry.dropped,
          entry.retransmits,
        ]),
      },
    ],
    notes,
  };
}
