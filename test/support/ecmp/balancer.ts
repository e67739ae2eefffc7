import type { Random } from '../simulate/random.ts';

/** Targets in their order, each with its weight. */
export type TargetList = readonly (readonly [name: string, weight: number])[];

export type BalancerKind =
  | 'hash-threshold'
  | 'modulo'
  | 'rehash'
  | 'consistent'
  | 'resilient'
  | 'maglev'
  | 'maglev-like'
  | 'stateful';

/** A flow as a balancer knows it. */
export interface Flow {
  /** From 0 to 1. */
  readonly hash: number;
  readonly key: number;
  target: string;
}

/** A balancer that really hashes: what the analysis is to recognise. */
export interface Balancer {
  connect: () => Flow;
  /** Sets the targets, and moves the flows that the policy moves. */
  change: (targets: TargetList, flows: readonly Flow[]) => void;
}

const MODULUS = 2 ** 31;
/** Linux' group has 64 in `data/`; a larger table for a smoother split. */
const BUCKETS = 960;
const MAGLEV_TABLE = 2039;

export function createBalancer(
  kind: BalancerKind,
  first: TargetList,
  random: Random,
  { surplus = 0.05 }: { readonly surplus?: number } = {},
): Balancer {
  let targets = first;
  let table = kind === 'resilient' ? initialBuckets(first, BUCKETS) : maglevTable(first);
  const place = (flow: Pick<Flow, 'hash' | 'key'>): string => {
    switch (kind) {
      case 'hash-threshold':
        return byThreshold(targets, flow.hash);
      case 'modulo':
        return byModulo(targets, flow.key);
      case 'rehash':
      case 'stateful':
        return byThreshold(targets, random.unit());
      case 'consistent':
      case 'maglev-like':
        return byScore(targets, flow.key);
      case 'resilient':
      case 'maglev':
        return table[flow.key % table.length] ?? '';
    }
  };
  return {
    connect: () => {
      const hash = random.unit();
      const flow = { hash, key: random.integer(MODULUS) };
      return { ...flow, target: place(flow) };
    },
    change: (next, flows) => {
      targets = next;
      if (kind === 'resilient') table = moveBuckets(table, next, random);
      if (kind === 'maglev') table = maglevTable(next);
      const names = new Set(next.map(([name]) => name));
      for (const flow of flows) {
        if (kind === 'stateful' && names.has(flow.target)) continue;
        const stays = place(flow);
        const others = next.filter(([name]) => name !== stays);
        const strays = kind === 'maglev-like' && others.length > 0 && random.chance(surplus);
        flow.target = strays ? byThreshold(others, random.unit()) : stays;
      }
    },
  };
}

function total(targets: TargetList): number {
  return targets.reduce((sum, [, weight]) => sum + weight, 0);
}

function byThreshold(targets: TargetList, hash: number): string {
  let rest = hash * total(targets);
  for (const [name, weight] of targets) {
    rest -= weight;
    if (rest < 0) return name;
  }
  return targets.at(-1)?.[0] ?? '';
}

function byModulo(targets: TargetList, key: number): string {
  let rest = key % total(targets);
  for (const [name, weight] of targets) {
    if (rest < weight) return name;
    rest -= weight;
  }
  return '';
}

/** Highest random weight, with weights (Mosko 2005: -w / ln h). */
function byScore(targets: TargetList, key: number): string {
  let best = '';
  let most = -Infinity;
  for (const [name, weight] of targets) {
    const score = -weight / Math.log(unitOf(name, key));
    if (score > most) [best, most] = [name, score];
  }
  return best;
}

function unitOf(name: string, key: number): number {
  let h = key | 0;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (((h ^ (h >>> 16)) >>> 0) + 0.5) / 2 ** 32;
}

function initialBuckets(targets: TargetList, count: number): string[] {
  return Array.from({ length: count }, (_, i) => byThreshold(targets, (i + 0.5) / count));
}

/** What is too much at one target goes to those that have too little. */
function moveBuckets(table: readonly string[], targets: TargetList, random: Random): string[] {
  const wanted = new Map(
    targets.map(([name, weight]) => [name, (table.length * weight) / total(targets)]),
  );
  const have = new Map<string, number>();
  for (const name of table) have.set(name, (have.get(name) ?? 0) + 1);
  const next = [...table];
  const indices = next.map((_, i) => i);
  for (let i = indices.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [indices[i], indices[j]] = [indices[j] ?? 0, indices[i] ?? 0];
  }
  for (const i of indices) {
    const from = next[i] ?? '';
    if ((have.get(from) ?? 0) <= Math.ceil(wanted.get(from) ?? 0)) continue;
    const to =
      [...wanted].find(([name, count]) => (have.get(name) ?? 0) < Math.floor(count))?.[0] ??
      [...wanted].find(([name, count]) => (have.get(name) ?? 0) < count)?.[0];
    if (to === undefined) continue;
    have.set(from, (have.get(from) ?? 0) - 1);
    have.set(to, (have.get(to) ?? 0) + 1);
    next[i] = to;
  }
  return next;
}

/** The table of Eisenbud et al., section 3.4; weights as turns in a row. */
function maglevTable(targets: TargetList): string[] {
  const size = MAGLEV_TABLE;
  const table = new Array<string>(size).fill('');
  const order = targets.map(([name, weight]) => ({
    name,
    weight,
    offset: Math.floor(unitOf(name, 1) * size),
    skip: 1 + Math.floor(unitOf(name, 2) * (size - 1)),
    next: 0,
  }));
  for (let filled = 0; ;) {
    for (const each of order) {
      for (let turn = 0; turn < each.weight; turn++) {
        let at = 0;
        do {
          at = (each.offset + each.next * each.skip) % size;
          each.next++;
        } while (table[at] !== '');
        table[at] = each.name;
        filled++;
        if (filled === size) return table;
      }
    }
  }
}
