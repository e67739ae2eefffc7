import type { DisturbancesRun } from '../../disturbances/find-disturbances.ts';
import { accuracyNotes } from '../../reports/accuracy.ts';
import type { ReportParts } from '../../reports/report.ts';
import { durationText, instantText } from '../../reports/time-text.ts';
import { defineAnalysis, type NoOptions, type RunAnalysis } from '../../study/define-analysis.ts';
import type { Study } from '../../study/study.ts';
import { plainText } from '../../table/plain-text.ts';
import type { Cell } from '../../table/table.ts';
import { RUN_SUMMARY_COLUMNS, runSummary, type RunSummary } from './run-summary.ts';

/** What a file says of a run that lasted as long as it was to. */
const DEADLINE = 'deadline';
/** So many spans in which the tester was late are named. */
const MOST_SPANS = 5;

/** The run at a glance: what was asked for, and what happened. */
export const summaryAnalysis: RunAnalysis<typeof RUN_SUMMARY_COLUMNS, NoOptions, RunSummary> =
  defineAnalysis({
    name: 'summary',
    summary: 'the run at a glance: what was asked for, and what happened',
    columns: RUN_SUMMARY_COLUMNS,
    takesEvents: true,
    takes: {},
    find: (study) => runSummary(study),
    report,
  });

export const summaryReport: (typeof summaryAnalysis)['report'] = summaryAnalysis.report;

function report(
  summary: RunSummary,
  { run }: Study<(typeof RUN_SUMMARY_COLUMNS)[number]>,
): ReportParts<RunSummary> {
  return {
    data: summary,
    tables: [
      {
        columns: [{ title: 'What' }, { title: 'Value', align: 'left' }],
        rows: [...asked(summary), ...happened(summary), ...connections(summary)],
      },
    ],
    notes: [
      ...cutNotes(run),
      ...testerNotes(summary),
      ...disturbanceNotes(summary),
      ...accuracyNotes(summary.resolutionNs, run.header),
    ],
  };
}

function asked(summary: RunSummary): Cell[][] {
  const { started, stopped, version, clients, rateKBps, packetSizeBytes, durationNs } = summary;
  const early = stopped === undefined || stopped === DEADLINE ? '' : ` (${stopped})`;
  return [
    ['Started', started || null],
    ['Duration', durationText(durationNs) + early],
    ...(version === undefined ? [] : [['Recorded by', `ctraffic ${version}`]]),
    ['Offered load', `${clients} connections, ${rateKBps} KB/s, packets of ${packetSizeBytes} B`],
  ];
}

function happened(summary: RunSummary): Cell[][] {
  const { sent, received, dropped, retransmits, frameLossPercent, tcpEfficiencyPercent } = summary;
  return [
    ['Packets', `sent ${sent}, received ${received}, dropped ${dropped}`],
    ['Frame loss', percent(frameLossPercent)],
    ['Retransmits', `${retransmits} (TCP efficiency ${percent(tcpEfficiencyPercent)})`],
    ...latencyRows(summary),
    ...testerRows(summary),
    ['Lost connections', summary.failedConnections],
    ['Failed connects', summary.failedConnects],
  ];
}

function latencyRows({ latency }: RunSummary): Cell[][] {
  if (latency === undefined) return [];
  const { p50Ns, p99Ns, maxNs } = latency;
  return [['Latency', `${spread(p50Ns, p99Ns, maxNs)} (from the scheduled send time)`]];
}

function testerRows({ tester }: RunSummary): Cell[][] {
  if (tester === undefined) return [];
  const { latenessP50Ns, latenessP99Ns, latenessMaxNs } = tester;
  return [['Tester lateness', spread(latenessP50Ns, latenessP99Ns, latenessMaxNs)]];
}

function spread(p50Ns: number, p99Ns: number, maxNs: number): string {
  return `p50 ${durationText(p50Ns)}, p99 ${durationText(p99Ns)}, max ${durationText(maxNs)}`;
}

function connections({ connections: details }: RunSummary): Cell[][] {
  if (details === undefined) return [['Connections', 'not recorded (record with -stats=all)']];
  return [
    ['Connections made', details.established],
    ['Time connected', percent(details.connectedPercent)],
    ['Connecting at the end', details.connectingAtEnd],
    ['Disturbances', details.disturbances.length],
  ];
}

function cutNotes({ truncated, connections: { length } }: DisturbancesRun): string[] {
  if (truncated === undefined) return [];
  if (truncated.wholeUntilNs !== undefined) {
    return [`The run was killed: its journal ends at ${instantText(truncated.wholeUntilNs)}.`];
  }
  return [
    `The file was cut short: what is said of connections is of the ${length} that were read.`,
  ];
}

/** A loss that the tester made must not be blamed on the network. */
function testerNotes({ tester }: RunSummary): string[] {
  if (tester === undefined || tester.lateIntervalCount === 0) return [];
  const { lateIntervalCount: count, lateSpans } = tester;
  const spans = lateSpans
    .slice(0, MOST_SPANS)
    .map(({ fromNs, toNs }) => `${instantText(fromNs)} to ${instantText(toNs)}`);
  if (lateSpans.length > MOST_SPANS) spans.push('…');
  const when = spans.length === 0 ? '' : ` (${spans.join(', ')})`;
  const intervals = count === 1 ? '1 interval' : `${count} intervals`;
  return [
    `Warning: the tester itself was late in ${intervals}${when}; losses there may be its own.`,
  ];
}

function disturbanceNotes({ connections: details }: RunSummary): string[] {
  if (details === undefined) return [];
  const notes = details.disturbances.map((disturbance, index) => {
    const { startNs, event, lost, lostTotal, lostUnknown, reconnectedTotal } = disturbance;
    const count = Object.keys(lost).length;
    const hosts = count === 1 ? '1 host' : `${count} hosts`;
    const what = event === undefined ? '' : ` (${plainText(event)})`;
    const unknown = lostUnknown > 0 ? `, ${lostUnknown} of unknown hosts` : '';
    return `Disturbance ${index + 1}: ${instantText(startNs)}${what}, lost ${lostTotal} on ${hosts}${unknown}, reconnected ${reconnectedTotal}.`;
  });
  if (details.unpaired > 0) {
    notes.push(`Lost connections without a successor: ${details.unpaired}.`);
  }
  return notes;
}

/** Enough digits to tell a single lost packet of ten million from none. */
function percent(value: number | undefined): string {
  if (value === undefined) return '-';
  return `${Number(value.toFixed(5))} %`;
}
