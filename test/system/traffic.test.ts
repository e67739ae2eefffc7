import { describe, expect, it } from 'vitest';
import { connectionRows, parseStats, type Run } from '../../src/stats/index.ts';
import { ctraffic, NOT_BUILT, startedServer, type Ended } from '../support/ctraffic.ts';
import { Namespace, NO_NAMESPACES } from '../support/namespace.ts';

const lacking = NO_NAMESPACES || NOT_BUILT;

/** A brisk run: `clients` connections of 20 packets a second each. */
function brisk(address: string, clients: number, timeout: string): string[] {
  const rate = String(clients * 20);
  return ['-address', address, '-nconn', String(clients), '-rate', rate, '-timeout', timeout];
}

function runOf({ stdout }: Ended): Promise<Run> {
  return parseStats(new TextEncoder().encode(stdout));
}

/** What holds for every run, however it ended. */
function expectConsistent({ header, connections, samples }: Run): void {
  const sum = (values: Uint32Array): number => values.reduce((total, value) => total + value, 0);
  expect(sum(connections.sent)).toBe(header.sent);
  expect(sum(connections.received)).toBe(header.received);
  expect(sum(connections.dropped)).toBe(header.dropped);
  expect(sum(connections.skipped)).toBe(header.skipped ?? 0);
  expect(header.received).toBeLessThanOrEqual(header.sent);
  const established = connections.connectNs.filter((ns) => ns > 0).length;
  const lost = connections.lost.filter((is, i) => is === 1 && (connections.connectNs[i] ?? 0) > 0);
  expect(lost.length).toBe(header.failedConnections);
  expect(established).toBeGreaterThanOrEqual(lost.length);
  expect(samples.sent.at(-1) ?? 0).toBeLessThanOrEqual(header.sent);
}

function causes({ connections: { cause, length } }: Run): Set<string> {
  return new Set(Array.from({ length }, (_, i) => cause.at(i)).filter((text) => text !== ''));
}

describe.skipIf(lacking !== '')(`traffic in a network namespace${lacking}`, () => {
  it('ends with whole statistics where an address swallows everything', async () => {
    using space = new Namespace();
    space.run('ip', 'address', 'add', '10.9.9.9/32', 'dev', 'lo');
    space.run('iptables', '-A', 'INPUT', '-d', '10.9.9.9', '-j', 'DROP');
    const argv = [...brisk('10.9.9.9:5003', 3, '3s'), '-stats=all', '--connect-timeout=300ms'];
    const ended = await ctraffic(argv, space.inside).ended;
    const run = await runOf(ended);
    expectConsistent(run);
    expect(ended.code).toBe(1);
    expect(run.header.sent).toBe(0);
    expect(run.header.failedConnects).toBeGreaterThanOrEqual(3);
    expect(causes(run)).toEqual(new Set(['timeout']));
    // An attempt may begin until two seconds before the end, and takes 300 ms.
    const askedInVainNs = [...connectionRows(run.connections)].map((row) => row.askedInVainNs ?? 0);
    for (const timeNs of askedInVainNs) expect(timeNs).toBeGreaterThan(0.3e9);
  });

  it('ends with whole statistics where there is no way to an address', async () => {
    using space = new Namespace();
    space.run('ip', 'route', 'add', 'unreachable', '10.9.0.0/16');
    const ended = await ctraffic([...brisk('10.9.9.9:5003', 2, '1s'), '-stats=all'], space.inside)
      .ended;
    const run = await runOf(ended);
    expectConsistent(run);
    expect(ended.code).toBe(1);
    expect(causes(run)).toEqual(new Set(['unreachable']));
  });

  it.each([
    ['TCP over IPv4', '10.0.0.7:5003', []],
    ['UDP over IPv4', '10.0.0.7:5003', ['-udp']],
    ['TCP over IPv6', '[1000::7]:5003', []],
    ['UDP over IPv6', '[1000::7]:5003', ['-udp']],
  ])('reaches any address of a subnet on lo: %s', async (_, address, flags) => {
    using space = new Namespace();
    space.run('ip', 'address', 'add', '10.0.0.0/24', 'dev', 'lo');
    space.run('ip', '-6', 'route', 'add', 'local', '1000::/120', 'dev', 'lo');
    const server = await startedServer(
      ['-udp', '-address', '[::]:5003', '-hostname', 'vip'],
      space.inside,
    );
    const argv = [...brisk(address, 4, '2s'), '-stats=all', ...flags];
    const ended = await ctraffic(argv, space.inside).ended;
    server.signal('SIGTERM');
    const run = await runOf(ended);
    expectConsistent(run);
    expect({ code: ended.code, lost: run.header.failedConnections }).toEqual({ code: 0, lost: 0 });
    expect(run.header.received).toBeGreaterThan(0);
    for (let i = 0; i < run.connections.length; i++) {
      expect(run.connections.remote.at(i)).toBe(address);
      expect(run.connections.host.at(i)).toBe('vip');
    }
    expect((await server.ended).code).toBe(0);
  });

  it('counts what UDP loses, and goes on', async () => {
    using space = new Namespace();
    const server = await startedServer(['-udp', '-address', '127.0.0.1:5003'], space.inside);
    const nth = ['-m', 'statistic', '--mode', 'nth', '--every', '25', '--packet', '7'];
    space.run('iptables', '-A', 'INPUT', '-p', 'udp', '--dport', '5003', ...nth, '-j', 'DROP');
    const ended = await ctraffic(
      [...brisk('127.0.0.1:5003', 4, '4s'), '-udp', '-stats=all', '--reply-timeout=200ms'],
      space.inside,
    ).ended;
    server.signal('SIGTERM');
    const run = await runOf(ended);
    expectConsistent(run);
    expect(run.header.failedConnections).toBeGreaterThan(0);
    expect(run.header.sent - run.header.received).toBeGreaterThanOrEqual(
      run.header.failedConnections,
    );
    expect(causes(run)).toEqual(new Set(['timeout']));
    await server.ended;
  });

  it('sees TCP segments sent again', async () => {
    using space = new Namespace();
    const server = await startedServer(['-address', '127.0.0.1:5003'], space.inside);
    // An odd number: data and acknowledgements take turns, and both shall be hit.
    const nth = ['-m', 'statistic', '--mode', 'nth', '--every', '21', '--packet', '11'];
    space.run('iptables', '-A', 'INPUT', '-p', 'tcp', '--dport', '5003', ...nth, '-j', 'DROP');
    const ended = await ctraffic([...brisk('127.0.0.1:5003', 8, '4s'), '-stats=all'], space.inside)
      .ended;
    server.signal('SIGTERM');
    const run = await runOf(ended);
    expectConsistent(run);
    expect(run.header.retransmits).toBeGreaterThan(0);
    expect(run.samples.extra.retransmits?.at(-1)).toBeGreaterThan(0);
    await server.ended;
  });

  it('goes on with the ports that there are', async () => {
    using space = new Namespace();
    space.set('net/ipv4/ip_local_port_range', '40000 40009');
    const server = await startedServer(['-address', '127.0.0.1:5003'], space.inside);
    const client = ctraffic([...brisk('127.0.0.1:5003', 20, '3s'), '-stats=all'], space.inside);
    const ended = await client.ended;
    server.signal('SIGTERM');
    const run = await runOf(ended);
    expectConsistent(run);
    expect(run.header.failedConnects).toBeGreaterThan(0);
    expect(run.header.received).toBeGreaterThan(0);
    expect(ended.stderr).toMatch(/port/);
    await server.ended;
  });
});

describe.skipIf(NOT_BUILT !== '')(`traffic at the limits of a process${NOT_BUILT}`, () => {
  const few = (limit: number): string[] => ['prlimit', `--nofile=${limit}:${limit}`];

  it('a client goes on with the descriptors that there are', async () => {
    const server = await startedServer(['-address', '127.0.0.1:0']);
    const argv = [...brisk(`127.0.0.1:${server.port}`, 100, '3s'), '-stats=all'];
    const ended = await ctraffic(argv, few(80)).ended;
    server.signal('SIGTERM');
    const run = await runOf(ended);
    expectConsistent(run);
    expect(run.header.failedConnects).toBeGreaterThan(0);
    expect(run.header.received).toBeGreaterThan(0);
    expect(ended.stderr).toMatch(/descriptor/);
    await server.ended;
  });

  it('a server refuses what it has no descriptors for, says so, and serves the others', async () => {
    const server = await startedServer(['-address', '127.0.0.1:0'], few(100));
    const argv = [...brisk(`127.0.0.1:${server.port}`, 150, '4s'), '-stats=all', '-retries=1000'];
    const run = await runOf(await ctraffic(argv).ended);
    server.signal('SIGTERM');
    expectConsistent(run);
    const { code, stderr } = await server.ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/refused/);
    const served = run.connections.endedNs.filter(
      (_, i) => run.connections.lost[i] === 0 && (run.connections.received[i] ?? 0) > 0,
    );
    expect(served.length).toBeGreaterThan(20);
  });
});
