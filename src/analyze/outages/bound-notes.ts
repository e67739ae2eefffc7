import { NS_PER_MS, type Nanoseconds, type RunHeader } from '../../stats/pure.ts';
import { durationText } from '../reports/time-text.ts';
import { numberField } from '../run/summary/json-fields.ts';
import { clientTimers, MOST_BACK_OFF_NS } from './client-timers.ts';
import type { Outages } from './outages.ts';

/** Between which bounds outages are known, where these come from, and what keeps them apart. */
export function boundNotes(found: Outages, { header }: { readonly header: RunHeader }): string[] {
  const { measured, asksRecorded } = found;
  const { replyTimeoutNs, connectTimeoutNs } = clientTimers(header);
  const waits = `the connect timeout (${durationText(connectTimeoutNs)}) and the pauses between attempts (up to ${durationText(MOST_BACK_OFF_NS)})`;
  if (!measured) {
    return [
      `The file has no time stamps of echoes: outages are bounds (at least - at most), from when connections ended, why, the reply timeout (${durationText(replyTimeoutNs)}), ${waits}.`,
    ];
  }
  return [
    'Outages are bounds: at least from the first packet without an echo to the last time that the client asked in vain, at most from the last echo to the answer.',
    ...(asksRecorded
      ? []
      : [`The file does not say when clients asked in vain: that follows from ${waits}.`]),
    ...limitNotes(found, header),
  ];
}

/** What keeps the bounds apart: where anybody was served again, and only there, something does. */
function limitNotes(
  { disturbances, longestWaitNs, resolutionNs }: Outages,
  { config }: RunHeader,
): string[] {
  if (disturbances.every(({ clients, neverBack }) => clients === neverBack)) return [];
  const isAsking = (numberField(config, 'retryEveryMs') ?? 0) > 0;
  const advice = longestWaitNs > resolutionNs && !isAsking ? RETRY_ADVICE : '';
  return [
    `What limits them is the packet interval (${durationText(resolutionNs)}), and the clients' own waiting: up to ${waitText(longestWaitNs)} from asking in vain to the answer${advice}.`,
  ];
}

const RETRY_ADVICE = ' (less with --retry-every 100ms)';

function waitText(ns: Nanoseconds): string {
  return durationText(Math.round(ns / NS_PER_MS) * NS_PER_MS);
}
