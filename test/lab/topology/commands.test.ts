import { describe, expect, it } from 'vitest';
import { shellText, type Command } from '../../../src/lab/command.ts';
import { lossCommands } from '../../../src/lab/topology/loss.ts';
import { serverCommand } from '../../../src/lab/topology/server.ts';
import { targetCommands } from '../../../src/lab/topology/targets.ts';
import { downCommands } from '../../../src/lab/topology/down.ts';
import { upCommands } from '../../../src/lab/topology/up.ts';
import { checkTopology, familiesOf, type Topology } from '../../../src/lab/topology/topology.ts';

function script(...commands: readonly Command[]): string {
  return commands.map((command) => `${shellText(command)}\n`).join('');
}

const TWO_NODES: Topology = { id: 'x', families: [4, 6], nodes: 2, forwarding: 'ecmp' };

describe('the commands of a lab', () => {
  it.each(['ecmp', 'resilient', 'balancer'] as const)('%s, from up to down', async (forwarding) => {
    const topology: Topology = { ...TWO_NODES, forwarding };
    const commands = [
      ...upCommands(topology),
      ...targetCommands(topology, [1, 2]),
      ...targetCommands(topology, [2]),
      ...targetCommands(topology, []),
      ...downCommands(topology),
    ];
    await expect(script(...commands)).toMatchFileSnapshot(`../golden/${forwarding}.sh`);
  });

  it('a family that is not asked for is in none of them', () => {
    const only4 = script(...upCommands({ ...TWO_NODES, families: [4] }));
    expect(only4).not.toMatch(/ipv6|fd00|1000::|-6 /);
    const only6 = script(...upCommands({ ...TWO_NODES, families: [6] }));
    expect(only6).not.toMatch(/ipv4|192\.168|10\.0\.0|-4 /);
  });

  it('drops what the service sends, and nothing else', () => {
    const [begin] = lossCommands({ ...TWO_NODES, families: [4] }, 'client', 0.05, 'begin');
    const [end] = lossCommands({ ...TWO_NODES, families: [4] }, 'client', 0.05, 'end');
    const rule =
      'INPUT -p tcp --sport 5003 -m statistic --mode random --probability 0.0500000000 -j DROP';
    const before = 'nsenter --net=/run/netns/ctlab-x-client iptables --wait';
    expect(script(...[begin ?? { argv: ['?'] }])).toBe(`${before} -A ${rule}\n`);
    expect(script(...[end ?? { argv: ['?'] }])).toBe(`${before} -D ${rule}\n`);
  });

  it('gives a resilient group the idle timer that is asked for', () => {
    const topology = { ...TWO_NODES, families: [4], forwarding: 'resilient' } as const;
    const group =
      'ip -n ctlab-x-router nexthop replace id 4000 group 4001/4002 type resilient buckets 64';
    expect(script(...targetCommands(topology, [1, 2]))).toContain(`${group}\n`);
    const restless = targetCommands({ ...topology, idleTimerSeconds: 0 }, [1, 2]);
    expect(script(...restless)).toContain(`${group} idle_timer 0\n`);
  });

  it('names a server before it begins', () => {
    expect(script(serverCommand(TWO_NODES, 2, 'pod-a', ['node', 'ctraffic.cjs']))).toBe(
      `nsenter --net=/run/netns/ctlab-x-node2 unshare --uts sh -c 'hostname "$1" && shift && exec "$@"' sh pod-a node ctraffic.cjs -server -udp -address '[::]:5003'\n`,
    );
  });

  it.each([
    ['', 2, "expected up to 12 lower-case letters and digits, found ''"],
    ['a-b', 2, "expected up to 12 lower-case letters and digits, found 'a-b'"],
    ['x', 0, 'nodes: expected a whole number from 1 to 200, found 0'],
    ['x', 201, 'nodes: expected a whole number from 1 to 200, found 201'],
  ])('id %j with %d nodes cannot be built', (id, nodes, message) => {
    expect(() => {
      checkTopology({ ...TWO_NODES, id, nodes });
    }).toThrow(message);
  });

  it('the main family comes first', () => {
    expect(familiesOf('dual-stack', 6)).toEqual([6, 4]);
    expect(familiesOf('dual-stack')).toEqual([4, 6]);
    expect(familiesOf('ipv6', 4)).toEqual([6]);
  });
});
