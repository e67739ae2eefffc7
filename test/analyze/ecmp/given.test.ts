import { describe, expect, it } from 'vitest';
import {
  ecmp,
  OptionError,
  parseEdits,
  parseTargets,
  type Ecmp,
  type EcmpOptions,
} from '../../../src/analyze/index.ts';
import type { Run } from '../../../src/stats/index.ts';
import { ecmpRun, type EcmpScenario } from '../../support/ecmp/traffic.ts';

const S = 1e9;
const even = (names: string): (readonly [string, number])[] =>
  Array.from(names, (name) => [name, 1] as const);

const run = (kind: EcmpScenario['kind'], steps: EcmpScenario['steps']): Promise<Run> =>
  ecmpRun({ seed: 5, kind, clients: 300, steps });

const removedAndAdded = [
  { timeS: 0, targets: even('abcd') },
  { timeS: 6, targets: even('bcd') },
  { timeS: 14, targets: even('abcd') },
];
const given = (...changes: [number, string][]): EcmpOptions => ({
  changes: changes.map(([timeS, text]) => ({ timeNs: timeS * S, edits: parseEdits(text) })),
});
const texts = ({ changes }: Ecmp): string[] => changes.map(({ text }) => text);

describe('changes that are given', () => {
  it('tell of one that loses nothing', async () => {
    const traffic = await run('stateful', removedAndAdded);
    expect(ecmp(traffic).policy).toBe('undecided');
    const found = ecmp(traffic, given([6, '-a'], [14, '+a']));
    expect(found.policy).toBe('stateful');
    expect(texts(found)).toEqual(['-a', '+a']);
  });

  it('may come from events that name targets', async () => {
    const traffic = await run('stateful', removedAndAdded);
    const events = [
      { timeNs: 6 * S, text: 'route: remove a' },
      { timeNs: 14 * S, text: 'route: add a' },
    ];
    const found = ecmp(traffic, { events });
    expect(found.policy).toBe('stateful');
    expect(found.changes.map(({ event }) => event)).toEqual(['route: remove a', 'route: add a']);
  });

  it('may be of weights', async () => {
    const traffic = await run('hash-threshold', [
      { timeS: 0, targets: even('abcd') },
      { timeS: 6, targets: [['a', 3], ...even('bcd')] },
      { timeS: 13, targets: even('abcd') },
    ]);
    const found = ecmp(traffic, given([6, 'a*3'], [13, 'a*1']));
    expect(found.policy).toBe('hash-threshold');
    expect(texts(found)).toEqual(['a*3', 'a*1']);
  });

  it('may be of the order', async () => {
    const traffic = await run('hash-threshold', [
      { timeS: 0, targets: even('abcd') },
      { timeS: 6, targets: even('badc') },
      { timeS: 10, targets: even('bad') },
    ]);
    const found = ecmp(traffic, {
      ...given([6, '=b,a,d,c'], [10, '=b,a,d']),
      targets: parseTargets('a,b,c,d'),
    });
    expect(found.policy).toBe('hash-threshold');
    expect(found.order).toEqual(['a', 'b', 'c', 'd']);
    expect(texts(found)).toEqual(['=b,a,d,c', '-c']);
  });

  it('may be a little early or late', async () => {
    const traffic = await run('hash-threshold', removedAndAdded);
    for (const shift of [-0.3, 0.3]) {
      expect(ecmp(traffic, given([6 + shift, '-a'], [14 + shift, '+a'])).policy).toBe(
        'hash-threshold',
      );
    }
  });

  it('may add a target that never got a connection: nobody moved to it', async () => {
    const traffic = await run('stateful', [{ timeS: 0, targets: even('abcd') }]);
    const found = ecmp(traffic, given([6, '+e']));
    expect(found.policy).toBe('stateful');
    expect(texts(found)).toEqual(['+e']);
  });

  it.each<[string, EcmpOptions]>([
    ['another target', given([6, '-b'])],
    ['another time', given([7.5, '-a'], [14, '+a'])],
    ['nothing that costs anything', given([6, 'b*1'])],
  ])('decide nothing where the losses speak of %s', async (_, options) => {
    const traffic = await run('hash-threshold', removedAndAdded);
    const found = ecmp(traffic, options);
    expect(found.policy).toBe('undecided');
    expect(found.sentence).toMatch(/^Undecided: what was told of the changes does not agree/);
  });

  it.each<[string, EcmpOptions]>([
    ['changes: expected a time within the run of 20 s, found 100 s', given([100, '-a'])],
    ["changes: expected targets of a, b, c, d, found 'x'", given([6, '-x'])],
    ["targets: expected targets of a, b, c, d, found 'x'", { targets: parseTargets('a,x') }],
    [
      "changes: expected a target that is not there yet, found 'a'",
      given([6, '-b'], [7, '+a*2 +a']),
    ],
    [
      "changes: expected a target that is there at that time, found 'a'",
      given([6, '-a'], [7, '-a']),
    ],
    ['changes: expected a target that stays, found none', given([6, '-a -b -c -d'])],
  ])('are refused: %s', async (message, options) => {
    const traffic = await run('stateful', removedAndAdded);
    const refused = (): unknown => ecmp(traffic, options);
    expect(refused).toThrow(OptionError);
    expect(refused).toThrow(message);
  });
});

describe('what was done to targets is read', () => {
  it('with signs, weights and lists', () => {
    expect(parseEdits('-a, +b*2 c*3')).toEqual([
      { kind: 'remove', name: 'a' },
      { kind: 'add', target: { name: 'b', weight: 2 } },
      { kind: 'weigh', target: { name: 'c', weight: 3 } },
    ]);
    expect(parseEdits('=a-1,b.c:80*2')).toEqual([
      {
        kind: 'set',
        targets: [
          { name: 'a-1', weight: undefined },
          { name: 'b.c:80', weight: 2 },
        ],
      },
    ]);
  });

  it.each(['', 'a', '-a b', '=', '+a*0', '+a*1001', '=a,a'])('not as %j', (text) => {
    expect(() => parseEdits(text)).toThrow(OptionError);
  });
});
