import type { DisturbancesRun } from '../disturbances/find-disturbances.ts';
import type { RunEvent } from '../events.ts';
import { runSummary, type RunSummary } from '../run-summary.ts';
import { plainText } from '../table/plain-text.ts';
import type { Cell } from '../table/table.ts';
import { accuracyNotes } from './accuracy.ts';
import { createReport, type Report } from './report.ts';
import { durationText, instantText } from './time-text.ts';

/** `summary`: what was asked for, and what happened. */
export function summaryReport(
  run: DisturbancesRun,
  options: { readonly events?: readonly RunEvent[] | undefined } = {},
): Report {
  const summary = runSummary(run, options);
  return createReport({
    data: summary,
    tables: [
      {
        columns: [{ title: 'What' }, { title: 'Value', align: 'left' }],
        rows: [...asked(summary), ...happened(summary), ...connections(summary)],
      },
    ],
    notes: [
      ...cutNotes(run),
      ...disturbanceNotes(summary),
      ...accuracyNotes(summary.resolutionNs, run.header),
    ],
  });
}

function asked(summary: RunSummary): Cell[][] {
  const { started, stopped, clients, rateKBps, packetSizeBytes, durationNs } = summary;
  return [
    ['Started', started || null],
    ['Duration', durationText(durationNs) + (stopped === undefined ? '' : ` (${stopped})`)],
    ['Offered load', `${clients} connections, ${rateKBps} KB/s, packets of ${packetSizeBytes} B`],
  ];
}

function happened(summary: RunSummary): Cell[][] {
  const { sent, received, dropped, retransmits, frameLossPercent, tcpEfficiencyPercent } = summary;
  return [
    ['Packets', `sent ${sent}, received ${received}, dropped ${dropped}`],
    ['Frame loss', percent(frameLossPercent)],
    ['Retransmits', `${retransmits} (TCP efficiency ${percent(tcpEfficiencyPercent)})`],
    ['Lost connections', summary.failedConnections],
    ['Failed connects', summary.failedConnects],
  ];
}

function connections({ connections: details }: RunSummary): Cell[][] {
  if (details === undefined) return [['Connections', 'not recorded (record with -stats=all)']];
  return [
    ['Connections made', details.established],
    ['Availability', percent(details.availabilityPercent)],
    ['Connecting at the end', details.connectingAtEnd],
    ['Disturbances', details.disturbances.length],
  ];
}

function cutNotes({ truncated, connections: { length } }: DisturbancesRun): string[] {
  if (truncated === undefined) return [];
  return [
    `The file was cut short: what is said of connections is of the ${length} that were read.`,
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
