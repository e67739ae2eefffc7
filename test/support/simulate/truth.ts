import type { TrueConnection } from './client.ts';
import type { Cluster } from './cluster.ts';
import { columnsByFate, columnsByRule } from './columns.ts';

/** What really happened; connections are named by their place in the file. */
export interface Truth {
  readonly resolutionNs: number;
  /** Connections of each client, in order of time. */
  readonly chains: readonly (readonly number[])[];
  /** Connections per host before anything was lost. */
  readonly before: ReadonlyMap<string, number>;
  /** Steps that cost connections, in order of time. */
  readonly steps: readonly TrueStep[];
  /** Connections that were lost before their first echo. */
  readonly lostUnknown: number;
  /** Host names per replica, old to new, by the rule of the replica table. */
  readonly columns: readonly (readonly string[])[];
  /** The same by what really replaced what; differs from the rule where several are away at once. */
  readonly replacements: readonly (readonly string[])[];
  /**
   * A new name was first seen long after a step, by a client that had lost its connection to no
   * step: whether the replica that went in that step is gone or still going, the rule leaves open.
   */
  readonly disputed: boolean;
  /**
   * Two clients lost connections to different steps so close together that without `Client` in the
   * file nobody can tell which successor is whose.
   */
  readonly entangled: boolean;
}

export interface TrueStep {
  /** When it happened. */
  readonly timeNs: number;
  readonly firstLossNs: number;
  readonly lastLossNs: number;
  readonly lost: ReadonlyMap<string, number>;
  /** From when to when each host lost connections. */
  readonly spans: ReadonlyMap<string, LossSpan>;
  /** Where the clients that lost a connection came back to. */
  readonly reconnected: ReadonlyMap<string, number>;
  /** Connections per host once every client that lost one has another. */
  readonly settled: ReadonlyMap<string, number>;
  /** Connections per host that were there before the step and that it spared. */
  readonly survivors: ReadonlyMap<string, number>;
}

export interface LossSpan {
  readonly firstNs: number;
  readonly lastNs: number;
  /** The longest time between two losses. */
  readonly longestGapNs: number;
}

/** `connections` in file order. */
export function truthOf(
  connections: readonly TrueConnection[],
  cluster: Cluster,
  clients: number,
  resolutionNs: number,
): Truth {
  const chains: number[][] = Array.from({ length: clients }, () => []);
  for (const [index, { client }] of connections.entries()) chains[client]?.push(index);
  const lives = chains.map((chain) => chain.flatMap((index) => connections[index] ?? []));
  const lossesOf = (step: number): TrueConnection[] =>
    connections.filter((each) => lostTo(each, step)).sort((a, b) => a.endedNs - b.endedNs);
  const steps = cluster.steps.flatMap(({ timeNs }, step) => {
    const losses = lossesOf(step);
    const first = losses[0];
    const last = losses.at(-1);
    if (first === undefined || last === undefined) return [];
    return {
      timeNs,
      firstLossNs: first.endedNs,
      lastLossNs: last.endedNs,
      lost: tally(losses),
      spans: spansOf(losses),
      reconnected: tally(lives.flatMap((life) => landingAfter(life, step) ?? [])),
      settled: tally(lives.flatMap((life) => placeAfter(life, step) ?? [])),
      survivors: tally(
        lives.flatMap((life) => {
          const place = placeAfter(life, step - 1);
          return place?.step === step && place.cause !== undefined ? [] : (place ?? []);
        }),
      ),
    };
  });
  const columns = columnsByRule(connections, cluster);
  return {
    resolutionNs,
    chains,
    before: tally(lives.flatMap((life) => placeAfter(life, -1) ?? [])),
    steps,
    lostUnknown: connections.filter((each) => each.cause !== undefined && !heard(each)).length,
    columns,
    disputed: !sameColumns(columns, columnsByRule(connections, cluster, resolutionNs)),
    replacements: columnsByFate(connections, cluster),
    entangled: entangled(connections),
  };
}

function heard(connection: TrueConnection): boolean {
  return connection.receivedNs.length > 0;
}

function lostTo(connection: TrueConnection, step: number): boolean {
  return connection.step === step && connection.cause !== undefined && heard(connection);
}

function sameColumns(a: readonly string[][], b: readonly string[][]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Where a client is after its losses up to a step: its first connection that outlasts the step. */
function placeAfter(life: readonly TrueConnection[], step: number): TrueConnection | undefined {
  const outlasts = (each: TrueConnection): boolean => each.cause === undefined || each.step > step;
  return life.find((each) => heard(each) && outlasts(each));
}

function landingAfter(life: readonly TrueConnection[], step: number): TrueConnection | undefined {
  return life.some((each) => lostTo(each, step)) ? placeAfter(life, step) : undefined;
}

function tally(connections: readonly TrueConnection[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { incarnation } of connections) {
    if (incarnation === undefined) continue;
    counts.set(incarnation.host, (counts.get(incarnation.host) ?? 0) + 1);
  }
  return counts;
}

function spansOf(losses: readonly TrueConnection[]): Map<string, LossSpan> {
  const spans = new Map<string, LossSpan>();
  for (const { incarnation, endedNs } of losses) {
    const host = incarnation?.host ?? '';
    const { firstNs, lastNs, longestGapNs } = spans.get(host) ?? {
      firstNs: endedNs,
      lastNs: endedNs,
      longestGapNs: 0,
    };
    spans.set(host, {
      firstNs,
      lastNs: endedNs,
      longestGapNs: Math.max(longestGapNs, endedNs - lastNs),
    });
  }
  return spans;
}

/** A successor starts at the most this much later than its predecessor ends. */
const CLOSE_NS = 3e3;

function entangled(connections: readonly TrueConnection[]): boolean {
  const lost = connections
    .filter(({ cause }) => cause !== undefined)
    .sort((a, b) => a.endedNs - b.endedNs);
  return lost.some((each, index) => {
    const before = lost[index - 1];
    if (before === undefined || before.step === each.step) return false;
    return each.endedNs - before.endedNs < CLOSE_NS;
  });
}
