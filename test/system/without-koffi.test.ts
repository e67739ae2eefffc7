import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { ctraffic, NOT_BUILT, startedServer } from '../support/ctraffic.ts';

const DIST = new URL('../../dist/', import.meta.url).pathname;
const PRELOADED = new URL('../support/without-koffi.cjs', import.meta.url).pathname;

const folder = mkdtempSync(join(tmpdir(), 'ctraffic-no-koffi-'));
/** Takes a line whenever somebody wanted koffi. */
const asked = join(folder, 'asked');
const VARIABLES = [`NODE_OPTIONS=--require=${PRELOADED}`, `KOFFI_ASKED=${asked}`];
const WITHOUT_KOFFI = ['env', ...VARIABLES];

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function node(...argv: readonly string[]): ReturnType<typeof spawnSync> {
  const [program = '', ...words] = [...WITHOUT_KOFFI, process.execPath, ...argv];
  return spawnSync(program, words, { encoding: 'utf8', cwd: folder });
}

/** Where the optional package koffi is not installed: `npm install --omit=optional`, or another system. */
describe.skipIf(NOT_BUILT !== '')(`without koffi${NOT_BUILT}`, () => {
  it.each([
    ['TCP', []],
    ['UDP', ['-udp']],
    ['TCP from other addresses, in threads', ['-srccidr', '127.0.0.0/24', '--workers', '2']],
  ])('client and server make traffic: %s', async (_, flags) => {
    const server = await startedServer(['-address', '127.0.0.1:0', '-udp'], WITHOUT_KOFFI);
    onTestFinished(async () => {
      server.signal('SIGKILL');
      await server.ended;
    });
    const load = ['-nconn', '4', '-rate', '40', '-timeout', '3s', '-stats=all'];
    const argv = ['-address', `127.0.0.1:${server.port}`, ...load, ...flags];
    const { code, stdout, stderr } = await ctraffic(argv, WITHOUT_KOFFI).ended;
    expect({ code, stderr: stderr.replace(/.*tester itself was late.*\n/, '') }).toEqual({
      code: 0,
      stderr: '',
    });
    const { Sent, Received, FailedConnections, ConnStats } = JSON.parse(stdout) as {
      readonly Sent: number;
      readonly Received: number;
      readonly FailedConnections: number;
      readonly ConnStats: readonly unknown[];
    };
    expect(Sent).toBeGreaterThan(50);
    expect([Received, FailedConnections, ConnStats.length]).toEqual([Sent, 0, 4]);
  });

  it('the lab shows help and what it would run', () => {
    const lab = join(DIST, 'bin/ctraffic-lab.cjs');
    expect(node(lab, '--help')).toMatchObject({ status: 0, stderr: '' });
    expect(node(lab, 'upgrade', '--dry-run')).toMatchObject({ status: 0, stderr: '' });
  });

  it('the library makes traffic', () => {
    const program = `
      import { runClient, startServer } from ${JSON.stringify(join(DIST, 'engine/index.js'))};
      const server = await startServer({ address: '127.0.0.1:0', udp: true });
      const address = \`127.0.0.1:\${server.address.port}\`;
      const { header } = await runClient({ address, transport: 'udp', durationMs: 1500 });
      await server.close();
      console.log(header.sent > 0 && header.received === header.sent);`;
    const { status, stdout } = node('--input-type=module', '--eval', program);
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'true\n' });
  });

  it('and all of them did look for it', () => {
    expect(readFileSync(asked, 'utf8')).toMatch(/^(koffi\n){4,}$/);
  });
});
