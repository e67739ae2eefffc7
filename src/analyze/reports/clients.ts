import { nsToSeconds, type Nanoseconds } from '../../stats/pure.ts';
import { clientTimelines, type ClientTimelinesRun } from '../client-timelines.ts';
import { createReport, type Report } from './report.ts';

/** `clients`: each client's connections, one after another. */
export function clientsReport(
  run: ClientTimelinesRun,
  options: { readonly client?: number | undefined; readonly disturbed?: boolean | undefined } = {},
): Report {
  const timelines = clientTimelines(run, options);
  const { entries, clients, unpaired, recorded } = timelines;
  const seconds = (ns: Nanoseconds | null): number | null => (ns === null ? null : nsToSeconds(ns));
  const notes = [];
  if (!recorded) notes.push(`The file does not name its ${clients} clients: they were inferred.`);
  if (unpaired > 0) notes.push(`Lost connections without a successor: ${unpaired}.`);
  return createReport({
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
  });
}
