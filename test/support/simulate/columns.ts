import type { TrueConnection } from './client.ts';
import type { Cluster } from './cluster.ts';

/** Host names per replica, old to new, by what really replaced what. Only hosts that were heard. */
export function columnsByFate(
  connections: readonly TrueConnection[],
  cluster: Cluster,
): string[][] {
  const seen = sightings(connections);
  const slots = new Map<number, string[]>();
  for (const { slot, host } of cluster.incarnations) {
    const names = slots.get(slot) ?? [];
    if (seen.has(host) && !names.includes(host)) slots.set(slot, [...names, host]);
  }
  return inOrder([...slots.values()], connections);
}

/**
 * The same by the rule of the replica table, which knows no fates: a new name takes the column of
 * the replica that went last before it was first seen, in an earlier step if there is one.
 *
 * @param calmNs so long after its last loss a step is an earlier one, even if none has followed
 */
export function columnsByRule(
  connections: readonly TrueConnection[],
  cluster: Cluster,
  calmNs = Infinity,
): string[][] {
  const firstLoss = firstLosses(connections);
  const gone = goneAt(connections, cluster);
  const columns: string[][] = [];
  const starts = stepStarts(connections, cluster.steps.length);
  const ends = stepEnds(connections);
  for (const [host, seenNs] of sightings(connections)) {
    const latest = starts.findLastIndex((startNs) => startNs <= seenNs);
    const over = latest >= 0 && seenNs > (ends[latest] ?? Infinity) + calmNs;
    const step = over ? latest + 1 : latest;
    const free = columns
      .map((names) => ({ names, last: names.at(-1) ?? '' }))
      .map(({ names, last }) => ({ names, last, gone: gone.get(last) ?? Infinity }))
      .filter((column) => column.gone <= step)
      .sort(
        (a, b) =>
          Number(a.gone === step) - Number(b.gone === step) ||
          b.gone - a.gone ||
          (firstLoss.get(a.last) ?? 0) - (firstLoss.get(b.last) ?? 0),
      )[0];
    if (free === undefined || step < 0) columns.push([host]);
    else free.names.push(host);
  }
  return inOrder(columns, connections);
}

/** In the order in which they were first disturbed; undisturbed ones after them, by name. */
function inOrder(columns: string[][], connections: readonly TrueConnection[]): string[][] {
  const firstLoss = firstLosses(connections);
  const disturbedNs = (names: readonly string[]): number =>
    Math.min(...names.map((host) => firstLoss.get(host) ?? Infinity));
  const name = (names: readonly string[]): string => names[0] ?? '';
  return [...columns].sort(
    (a, b) => compare(disturbedNs(a), disturbedNs(b)) || (name(a) < name(b) ? -1 : 1),
  );
}

/** Not by subtraction: the difference of two infinities is no number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}

/** Host -> when a connection to it that was answered was established, in order of time. */
function sightings(connections: readonly TrueConnection[]): Map<string, number> {
  const seen = new Map<string, number>();
  const byTime = [...connections].sort((a, b) => a.connectNs - b.connectNs);
  for (const { incarnation, connectNs, receivedNs } of byTime) {
    if (incarnation === undefined || receivedNs.length === 0 || seen.has(incarnation.host))
      continue;
    seen.set(incarnation.host, connectNs);
  }
  return seen;
}

/** Losses of connections that had been answered. */
function losses(connections: readonly TrueConnection[]): TrueConnection[] {
  return connections
    .filter((each) => each.cause !== undefined && each.receivedNs.length > 0)
    .sort((a, b) => a.endedNs - b.endedNs);
}

function firstLosses(connections: readonly TrueConnection[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { incarnation, endedNs } of losses(connections)) {
    const host = incarnation?.host ?? '';
    if (!first.has(host)) first.set(host, endedNs);
  }
  return first;
}

/** Script's step -> its first loss; Infinity where it cost nothing. */
function stepStarts(connections: readonly TrueConnection[], steps: number): number[] {
  const starts = new Array<number>(steps).fill(Infinity);
  for (const { step, endedNs } of losses(connections)) {
    if (step >= 0) starts[step] = Math.min(starts[step] ?? Infinity, endedNs);
  }
  return starts;
}

/** Script's step -> its last loss. */
function stepEnds(connections: readonly TrueConnection[]): number[] {
  const ends: number[] = [];
  for (const { step, endedNs } of losses(connections)) if (step >= 0) ends[step] = endedNs;
  return ends;
}

/** Host -> the step that took it away for good. */
function goneAt(connections: readonly TrueConnection[], cluster: Cluster): Map<string, number> {
  const starts = stepStarts(connections, cluster.steps.length);
  const gone = new Map<string, number>();
  for (const { host, step } of cluster.incarnations) {
    if (step < 0) gone.delete(host);
    else if ((starts[step] ?? Infinity) < Infinity) gone.set(host, step);
  }
  return gone;
}
