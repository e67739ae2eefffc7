import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { recordedPath, recordedText } from '../support/recorded.ts';
import {
  ARE_BUILT,
  builtProgram,
  endAll,
  start,
  startCommand,
  startedServer,
} from '../support/started-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'ctraffic-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
afterEach(endAll);

const MONITOR_LINE =
  /^Conn act\/fail\/connecting: \d+\/\d+\/\d+, Packets send\/rec\/dropped: \d+\/\d+\/\d+$/;

/** A line of the tester about itself is no fault of the program: the machine was busy. */
function wordsOf(stderr: string): string[] {
  return stderr
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('ctraffic: the tester itself was late'));
}

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The host name that a server tells. */
function hostOf(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write(Buffer.alloc(64)));
    const chunks: Buffer[] = [];
    socket.on('data', (data) => {
      chunks.push(data);
      const name = Buffer.concat(chunks);
      if (name.length < 64) return;
      socket.destroy();
      resolve(name.toString().replace(/\0.*$/s, ''));
    });
    socket.on('error', reject);
    socket.on('close', () => {
      reject(new Error('closed before its name came'));
    });
  });
}

describe.skipIf(!ARE_BUILT)('the built program', () => {
  it.each([
    ['TCP', []],
    ['UDP', ['-udp']],
    ['TCP in two threads', ['-workers', '2']],
  ])('%s: a server and a client, and what the analyses make of it', async (_, argv) => {
    const { server, port } = await startedServer(['-udp', '-hostname', 'pod-a']);
    const client = start('ctraffic', [
      ...['-address', `127.0.0.1:${port}`, '-nconn=4', '-rate', '40', '-timeout=3s'],
      ...['-stats', 'all', '-monitor', ...argv],
    ]);
    const { code, stdout, stderr } = await client.ended;
    expect(code).toBe(0);
    const words = wordsOf(stderr);
    expect(words.length).toBeGreaterThanOrEqual(1);
    for (const line of words) expect(line).toMatch(MONITOR_LINE);
    expect(stdout.endsWith(']}\n')).toBe(true);
    expect(JSON.parse(stdout)).toMatchObject({ Connections: 4, Stopped: 'deadline', Rate: 40 });

    const file = join(folder, 'own.json');
    writeFileSync(file, stdout);
    for (const analysis of ['throughput', 'connections', 'hosts']) {
      const [ours, theirs] = [
        start('ctraffic', ['-stat_file', file, '-analyze', analysis]),
        start('ctraffic-analyze', [analysis, file]),
      ];
      expect(await ours.ended).toMatchObject({ code: 0, stderr: '' });
      expect((await ours.ended).stdout).toBe((await theirs.ended).stdout);
    }
    const hosts = start('ctraffic', ['-stat_file', file, '-analyze=hosts']);
    expect((await hosts.ended).stdout).toContain('pod-a 4');

    server.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0, signal: null });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('%s: stops, and reports', async (signal) => {
    const { port } = await startedServer();
    const client = start('ctraffic', [
      ...['-address', `[::1]:${port}`, '-nconn', '4', '-rate', '40', '-timeout', '10m'],
      '-monitor',
    ]);
    await client.says(/act\/fail\/connecting: 4\//);
    client.kill(signal);
    const { code, stdout, stderr } = await client.ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/\nctraffic: interrupted after [\d.]+ s of 600 s\n/);
    expect(JSON.parse(stdout)).toMatchObject({ Stopped: 'interrupted', Connections: 4 });
  });

  it('a signal while nobody takes the statistics ends it at once', async () => {
    const { port } = await startedServer();
    const client = spawn(
      process.execPath,
      [
        builtProgram('ctraffic'),
        ...['-address', `[::1]:${port}`, '-nconn', '4000', '-timeout', '10m', '-monitor'],
        '-stats=all',
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    try {
      let words = '';
      const exited = once(client, 'exit');
      await new Promise<void>((resolve) => {
        client.stderr.on('data', (data: Buffer) => {
          words += data.toString();
          if (words.includes('connecting: 4000/')) resolve();
        });
        void exited.then(() => {
          resolve();
        });
      });
      client.kill('SIGINT');
      // Its output does not fit into the pipe, which nobody reads: by itself it does not end.
      const again = setInterval(() => client.kill('SIGTERM'), 100);
      const [code, signal] = (await exited) as [number | null, NodeJS.Signals | null];
      clearInterval(again);
      expect([143, 'SIGTERM']).toContain(code ?? signal);
    } finally {
      client.kill('SIGKILL');
      client.stdout.destroy();
    }
  });

  it('nobody answers: 1, with the statistics', async () => {
    const port = await freePort();
    const client = start('ctraffic', ['-address', `127.0.0.1:${port}`, '-timeout', '3s']);
    const { code, stdout, stderr } = await client.ended;
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ Sent: 0, Received: 0 });
    expect(stderr).toMatch(
      `ctraffic: 127.0.0.1:${port}: expected a server that answers, found none: `,
    );
    expect(stderr).toContain(' to connect failed (refused)\n');
  });

  it('nobody echoes UDP: 1, with the reason that the system told', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const client = start('ctraffic', ['-udp', '-address', address, '-timeout', '3s']);
    const { code, stdout, stderr } = await client.ended;
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ Received: 0 });
    expect(stderr).toContain(`ctraffic: ${address}: expected a server that echoes, found none: `);
    expect(stderr).toMatch(/ connections? lost \(refused\)\n$/);
  });

  it('what cannot begin says why: 1 for the machine, 2 for the words', async () => {
    const { port } = await startedServer();
    const taken = start('ctraffic', ['-server', '-address', `[::]:${port}`]);
    const wrong = start('ctraffic', ['-address', 'nowhere']);
    expect(await taken.ended).toMatchObject({ code: 1, stdout: '' });
    expect((await taken.ended).stderr).toMatch(/^ctraffic: [^\n]*\n$/);
    expect(await wrong.ended).toMatchObject({ code: 2, stdout: '' });
    expect((await wrong.ended).stderr).toMatch(/^ctraffic: -+address: expected [^\n]*\n$/);
  });

  it('replicas are replaced by SIGHUP', async () => {
    const { server, port } = await startedServer(['-replicas', '2', '-hostname', 'pod']);
    await server.says(/TCP, as pod-0, pod-1\n/);
    const before = new Set(['pod-0', 'pod-1']);
    expect(before).toContain(await hostOf(port));
    server.kill('SIGHUP');
    await expect
      .poll(
        () =>
          hostOf(port).then(
            (host) => before.has(host),
            () => true,
          ),
        { timeout: 60_000 },
      )
      .toBe(false);
    server.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0 });
  });

  it('without a name of its own a server is called as its machine', async () => {
    const { server, port } = await startedServer();
    expect(await hostOf(port)).toBe(hostname());
    await server.says(new RegExp(`, as ${hostname()}\n`));
  });

  it('is quiet when nobody reads on', async () => {
    const { port } = await startedServer();
    const client = `"$0" "$1" -address "[::1]:${port}" -nconn 50 -rate 1000 -timeout 3s -stats=all | head -c 10`;
    const pipe = startCommand('bash', ['-c', client, process.execPath, builtProgram('ctraffic')]);
    const { code, stdout, stderr } = await pipe.ended;
    expect({ code, stdout, words: wordsOf(stderr) }).toEqual({
      code: 0,
      stdout: '{"Started"',
      words: [],
    });
  });

  it('tells that it failed, also where nobody reads on', async () => {
    const client = `"$0" "$1" -address 127.0.0.1:${await freePort()} -timeout 3s | true; exit \${PIPESTATUS[0]}`;
    const pipe = startCommand('bash', ['-c', client, process.execPath, builtProgram('ctraffic')]);
    const { code, stderr } = await pipe.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('expected a server that answers, found none');
  });

  it.each(['throughput', 'connections', 'hosts'])('-analyze %s', async (analysis) => {
    const argv = ['-stat_file', recordedPath('upgrade.json'), '-analyze', analysis];
    expect(await start('ctraffic', argv).ended).toMatchObject({
      code: 0,
      stdout: recordedText(`upgrade.${analysis}.txt`),
      stderr: '',
    });
  });

  const hasTerminal = spawnSync('script', ['--version']).status === 0;

  it.skipIf(!hasTerminal)('on a terminal one line is drawn anew, and gone at the end', async () => {
    const { port } = await startedServer();
    const command = `stty cols 60; '${process.execPath}' '${builtProgram('ctraffic')}' -address '[::1]:${port}' -nconn 4 -timeout 3s -monitor -stats none; echo done`;
    const terminal = startCommand('script', ['-qec', command, '/dev/null']);
    const { stdout } = await terminal.ended;
    expect(stdout).toMatch(/\r\x1b\[K0:0\d left {2}4 active/);
    expect(stdout).toMatch(/\r\x1b\[K(ctraffic: the tester[^\n]*\n)?done\r\n$/);
    for (const line of stdout.split(/[\r\n]+/).filter((part) => part.includes(' left  '))) {
      expect(line.replace(/\x1b\[[\d;]*[mK]/g, '').length).toBeLessThan(60);
    }
  });
});
