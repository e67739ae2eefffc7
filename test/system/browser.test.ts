import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { missing } from '../support/tools.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
};

/** What browsers take of the package, as its manifest says. */
const [STATS, ANALYZE] = [
  manifest.exports['./stats'].browser,
  manifest.exports['./analyze'].browser,
];

/** Loads the package's modules as they are, without bundler or import map, and sends back what the analyzer says. */
const PAGE = `<!doctype html><script type="module">
  const send = (body) => fetch('/result', { method: 'POST', body });
  try {
    const { parseStats } = await import('${STATS}');
    const { replicasReport } = await import('${ANALYZE}');
    const { body } = await fetch('/fixtures/upgrade.json');
    await send(replicasReport(await parseStats(body)).toText());
  } catch (error) {
    await send(String(error));
  }
</script>`;

/** No look-ups, no updates: the machine may be cut off from the network. */
const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--remote-debugging-port=0',
];

const lacking = missing('chromium');

it.skipIf(lacking !== '')(`the analyzer runs in a browser${lacking}`, async () => {
  const { server, result, asked } = serve();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const profile = mkdtempSync(join(tmpdir(), 'ctraffic-chromium-'));
  const browser = spawn(
    'chromium',
    [...CHROMIUM_FLAGS, `--user-data-dir=${profile}`, `http://127.0.0.1:${port}/`],
    { stdio: 'ignore', detached: true },
  );
  const ended = once(browser, 'exit');
  try {
    const said = await Promise.race([result, ended.then(() => 'the browser ended')]);
    expect(said).toContain('  13   0  54  53   40\n');
    expect(said).toContain('195 Total\n');
    expect(asked.filter((path) => path.startsWith('/dist/analyze/'))).toEqual([ANALYZE.slice(1)]);
  } finally {
    if (browser.pid !== undefined && browser.exitCode === null) process.kill(-browser.pid);
    await ended;
    server.close();
    server.closeAllConnections();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** A server of the package's files and of nothing installed beside it, and what the page sends back. */
function serve(): { server: Server; result: Promise<string>; asked: readonly string[] } {
  const asked: string[] = [];
  let resolve: (said: string) => void = () => undefined;
  const result = new Promise<string>((done) => {
    resolve = done;
  });
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    if (request.method === 'POST') {
      void text(request).then(resolve);
      response.end();
    } else if (path === '/') {
      response.setHeader('content-type', 'text/html').end(PAGE);
    } else {
      try {
        if (path.includes('node_modules')) throw new Error('not part of the package');
        const bytes = readFileSync(join(ROOT, path));
        response.setHeader('content-type', TYPES[extname(path)] ?? 'text/plain').end(bytes);
      } catch {
        response.writeHead(404).end();
      }
    }
  });
  return { server, result, asked };
}
