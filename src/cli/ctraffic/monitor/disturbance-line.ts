import { plainText, type LiveDisturbance } from '../../../analyze/index.ts';
import { NS_PER_S, type Nanoseconds } from '../../../stats/index.ts';

const HOSTS_SHOWN = 3;
const AT_ONCE = '0.0 s';

/** A disturbance in one line: `12.3 s: lost 30 connections in 0.2 s (pod-a 28, pod-b 2), reset`. */
export function disturbanceLine({
  beganNs,
  endedNs,
  lost,
  hosts,
  causes,
}: LiveDisturbance): string {
  const connections = lost === 1 ? '1 connection' : `${lost} connections`;
  const lasted = seconds(endedNs - beganNs);
  const span = lasted === AT_ONCE ? '' : ` in ${lasted}`;
  return `${seconds(beganNs)}: lost ${connections}${span} (${hostsText(hosts)}), ${causesText(causes)}`;
}

function hostsText(hosts: ReadonlyMap<string, number>): string {
  const byLosses = greatestFirst(hosts);
  const shown = byLosses
    .slice(0, HOSTS_SHOWN)
    .map(([host, lost]) => `${host === '' ? 'host unknown' : plainText(host)} ${lost}`);
  const others = byLosses.slice(HOSTS_SHOWN);
  if (others.length > 0) {
    const lost = others.reduce((sum, [, losses]) => sum + losses, 0);
    shown.push(`${others.length} ${others.length === 1 ? 'other' : 'others'} ${lost}`);
  }
  return shown.join(', ');
}

function causesText(causes: ReadonlyMap<string, number>): string {
  const byLosses = greatestFirst(causes);
  if (byLosses.length === 1) return plainText(byLosses[0]?.[0] ?? '');
  return byLosses.map(([cause, lost]) => `${plainText(cause)} ${lost}`).join(', ');
}

function greatestFirst(counts: ReadonlyMap<string, number>): (readonly [string, number])[] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function seconds(ns: Nanoseconds): string {
  return `${(ns / NS_PER_S).toFixed(1)} s`;
}
