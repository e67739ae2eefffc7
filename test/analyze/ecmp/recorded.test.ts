import { describe, expect, it } from 'vitest';
import { ecmp, parseEvents, type Ecmp, type EcmpOptions } from '../../../src/analyze/index.ts';
import { parseStats } from '../../../src/stats/index.ts';
import { recordedBytes, recordedText, type RecordedName } from '../../support/recorded.ts';

const analyze = async (name: RecordedName, options?: EcmpOptions): Promise<Ecmp> =>
  ecmp(await parseStats(recordedBytes(name)), options);

describe('of the recorded runs', () => {
  it.each<[RecordedName, string]>([
    ['ecmp-forwarded', 'hash-threshold'],
    ['ecmp-local', 'rehash'],
    ['ecmp-resilient', 'consistent'],
    ['upgrade', 'stateful'],
    ['node-failure', 'hash-threshold'],
    ['packet-loss', 'undecided'],
    ['server-killed', 'undecided'],
    ['too-many-reconnects', 'undecided'],
    ['udp', 'undecided'],
    ['interrupted', 'undecided'],
  ])('%s is %s', async (name, policy) => {
    const found = await analyze(name);
    expect(found.policy).toBe(policy);
    const posteriors = found.policies.map(({ posterior }) => posterior);
    expect(posteriors.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
  });

  it('the forwarded one has its next hops in their order', async () => {
    const { order, changes, sentence } = await analyze('ecmp-forwarded');
    expect(order).toEqual(['node1', 'node2', 'node3', 'node4']);
    expect(changes.map(({ text, lost }) => [text, lost])).toEqual([
      ['-node1', 198],
      ['+node1', 90],
    ]);
    expect(sentence).toBe(
      'The router hashes as RFC 2992 hash-threshold: removing the first of 4 next hops moves half of all flows; a resilient next-hop group would have moved a quarter.',
    );
  });

  it('the failed node died before its removal', async () => {
    const { changes } = await analyze('node-failure');
    expect(changes.map(({ kind }) => kind)).toEqual(['death', 'route', 'route']);
  });

  it('the upgraded replicas came back before the next went', async () => {
    const { changes } = await analyze('upgrade');
    expect(changes.map(({ isBefore, lost }) => [isBefore, lost])).toEqual([
      [false, 38],
      [true, 0],
      [false, 35],
      [true, 0],
      [false, 51],
      [true, 0],
      [false, 74],
    ]);
  });

  it('events give the changes their times', async () => {
    const run = await parseStats(recordedBytes('upgrade'));
    const events = parseEvents(recordedText('upgrade.events'), run.header);
    const { policy, changes } = ecmp(run, { events });
    expect(policy).toBe('stateful');
    expect(changes[0]?.event).toBe('remove R1');
    expect(changes[0]?.timeNs).toBe(events[0]?.timeNs);
  });
});
