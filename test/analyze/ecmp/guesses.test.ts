import { describe, expect, it } from 'vitest';
import { ecmp, type Ecmp } from '../../../src/analyze/index.ts';
import type { TargetList } from '../../support/ecmp/balancer.ts';
import { ecmpRun, type EcmpScenario } from '../../support/ecmp/traffic.ts';

/** What only the losses tell of: no host comes or goes. */
const KINDS = ['hash-threshold', 'modulo', 'rehash', 'consistent', 'stateful'] as const;

const even: TargetList = Array.from('abcd', (name) => [name, 1] as const);

async function found(
  kind: EcmpScenario['kind'],
  second: TargetList,
  options: { readonly seed: number; readonly clients: number; readonly isUndone?: boolean },
): Promise<Ecmp> {
  const { seed, clients, isUndone = true } = options;
  const steps = [
    { timeS: 0, targets: even },
    { timeS: 6, targets: second },
    ...(isUndone ? [{ timeS: 13, targets: even }] : []),
  ];
  return ecmp(await ecmpRun({ seed, kind, clients, steps }));
}

const weights = (a: number, b: number, c: number, d: number): TargetList => [
  ['a', a],
  ['b', b],
  ['c', c],
  ['d', d],
];

describe('new weights that nobody told of', () => {
  it('are found where they are whole, and set back', async () => {
    const { policy, changes } = await found('hash-threshold', weights(1, 3, 1, 1), {
      seed: 3,
      clients: 400,
    });
    expect(policy).toBe('hash-threshold');
    expect(changes.map(({ text }) => text)).toEqual(['b*3', 'b*1']);
  });

  it('may be those of two targets', async () => {
    const { policy, changes } = await found('hash-threshold', weights(1, 2, 1, 3), {
      seed: 4,
      clients: 800,
    });
    expect(policy).toBe('hash-threshold');
    expect(changes.map(({ text }) => text)).toEqual(['b*2 d*3', 'b*1 d*1']);
  });

  it.each([
    ['two of them', weights(1, 2, 1, 3)],
    ['ten times as much', weights(1, 10, 1, 1)],
    ['half as much again', weights(2, 3, 2, 2)],
  ])('never make another policy likely: %s', async (_, second) => {
    for (const kind of KINDS) {
      for (const seed of [1, 2]) {
        const { policy } = await found(kind, second, { seed, clients: 400, isUndone: false });
        // With whole weights but two, consistent hashing is the same with some surplus.
        const isRight =
          policy === kind ||
          policy === 'undecided' ||
          (kind === 'consistent' && policy === 'maglev-like');
        expect(isRight, `${kind}, seed ${seed}: ${policy}`).toBe(true);
      }
    }
  });
});

it('a new order with a new target is not taken for another policy', async () => {
  for (const seed of [1, 2, 3]) {
    const second: TargetList = Array.from('bacde', (name) => [name, 1] as const);
    const { policy } = await found('hash-threshold', second, { seed, clients: 400 });
    expect(['hash-threshold', 'undecided']).toContain(policy);
  }
});

it('an upgrade behind a stateful balancer is the surer the more connections there are', async () => {
  const targets = (names: string): TargetList => Array.from(names, (name) => [name, 1] as const);
  const steps = ['abcd', 'bcd', 'bcde', 'cde', 'cdef', 'def', 'defg', 'efg', 'efgh'].map(
    (names, index) => ({ timeS: 3 * index, targets: targets(names) }),
  );
  for (const clients of [200, 1000]) {
    const { policy, posterior } = ecmp(
      await ecmpRun({ seed: 7, kind: 'stateful', clients, steps: steps.slice(0, 6) }),
    );
    expect({ clients, policy }).toEqual({ clients, policy: 'stateful' });
    expect(posterior).toBeGreaterThan(0.995);
  }
});
