import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/lab/command.ts';
import { MOST_NODES } from '../../../src/lab/topology/addresses.ts';
import { balancerCommands } from '../../../src/lab/topology/rules/balancer.ts';
import { downCommands, downCommandsFor } from '../../../src/lab/topology/down.ts';
import { LAB_ID } from '../../../src/lab/topology/names.ts';
import { upCommands } from '../../../src/lab/topology/up.ts';
import type { Topology } from '../../../src/lab/topology/topology.ts';
import { holdsFor } from '../../support/property.ts';

/** What Linux takes as the name of a link. */
const LONGEST_LINK_NAME = 15;

const topologies: fc.Arbitrary<Topology> = fc.record({
  id: fc.stringMatching(LAB_ID),
  families: fc.constantFrom<Topology['families']>([4], [6], [4, 6], [6, 4]),
  nodes: fc.integer({ min: 1, max: MOST_NODES }),
  forwarding: fc.constantFrom('ecmp', 'resilient', 'balancer'),
});

function namespaces(commands: readonly Command[], verb: 'add' | 'del'): string[] {
  return commands.flatMap(({ argv: [ip, netns, found, name = ''] }) =>
    ip === 'ip' && netns === 'netns' && found === verb ? [name] : [],
  );
}

/** Where a command works, and the names of links that it makes there. */
function links({ argv }: Command): string[] {
  const at = argv.indexOf('link');
  if (at < 0 || argv[at + 1] !== 'add') return [];
  const peer = argv.indexOf('peer');
  const own = `${argv[2] ?? ''}/${argv[at + 2] ?? ''}`;
  return peer < 0 ? [own] : [own, `${argv[peer + 4] ?? ''}/${argv[peer + 2] ?? ''}`];
}

describe('for every lab', () => {
  it('what goes up comes down, in the other order', () =>
    holdsFor(topologies, (topology) => {
      const up = namespaces(upCommands(topology), 'add');
      expect(namespaces(downCommands(topology), 'del')).toEqual(up.toReversed());
      expect(new Set(up).size).toBe(topology.nodes + 2);
      return Promise.resolve();
    }));

  it('links have names of their own that Linux takes', () =>
    holdsFor(topologies, (topology) => {
      const made = upCommands(topology).flatMap(links);
      expect(new Set(made).size).toBe(made.length);
      for (const link of made) {
        expect(link.split('/')[1]?.length).toBeLessThanOrEqual(LONGEST_LINK_NAME);
      }
      return Promise.resolve();
    }));

  it('every command works on its namespaces alone', () =>
    holdsFor(topologies, (topology) => {
      const own = new RegExp(`^(--net=/run/netns/)?ctlab-${topology.id}-(client|router|node\\d+)$`);
      for (const { argv } of upCommands(topology)) {
        const [program, where = '', name = ''] = argv;
        const target = program === 'nsenter' ? where : argv[1] === 'netns' ? (argv[3] ?? '') : name;
        expect(target).toMatch(own);
      }
      return Promise.resolve();
    }));

  it('a lab takes down nothing of another, whatever that is called', () =>
    holdsFor(fc.tuple(topologies, topologies), ([mine, other]) => {
      fc.pre(mine.id !== other.id);
      const theirs = namespaces(upCommands(other), 'add');
      expect(downCommandsFor(mine.id, [...theirs, 'default', 'ctlab'])).toEqual([]);
      return Promise.resolve();
    }));

  it("a balancer's rules give every target the same share", () =>
    holdsFor(fc.integer({ min: 1, max: MOST_NODES }), (count) => {
      const targets = Array.from({ length: count }, (_, index) => index + 1);
      const topology: Topology = { id: 'x', families: [4], nodes: count, forwarding: 'balancer' };
      const [{ input = '' } = { input: '' }] = balancerCommands(topology, targets);
      let left = 1;
      for (const rule of input.split('\n').filter((line) => line.includes('-p tcp'))) {
        const [, probability = '1'] = /--probability (\S+)/.exec(rule) ?? [];
        expect(left * Number(probability)).toBeCloseTo(1 / count, 6);
        left *= 1 - Number(probability);
      }
      expect(left).toBe(0);
      return Promise.resolve();
    }));
});
