// Builds dist/: the library with tsc, the programs with esbuild and their V8 code caches.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleForBrowser } from './bundle/browser.js';
import { bundlePrograms } from './bundle/bundle.js';
import { writeTemplates } from './bundle/templates.js';
import { warmUpsOf } from './bundle/warm-ups.js';

const ROOT = resolve(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const BIN = join(DIST, 'bin');
const PLOT = 'ctraffic-plot';
const SAMPLE = join(ROOT, 'fixtures/recorded/upgrade.json');
const EVENTS = join(ROOT, 'fixtures/recorded/upgrade.events');

await run(process.execPath, [
  join(ROOT, 'node_modules/typescript/bin/tsc'),
  '-p',
  'tsconfig.build.json',
]);
const warmUps = await warmUpsOf(DIST, { run: SAMPLE, events: EVENTS });

/**
 * The programs: file in dist/bin, source, and command lines to run at build time. What they touch
 * is kept compiled; `OUT` is a folder that is thrown away, `ECHO` the address of an echo server.
 */
const PROGRAMS = [
  {
    name: 'ctraffic',
    entry: 'src/cli/ctraffic.ts',
    warmUps: [
      ['--version'],
      ['-address', 'ECHO', '-nconn', '4', '-rate', '400', '-timeout', '300ms', '-monitor'],
      ['-address', 'ECHO', '-stats=all', '-timeout', '50ms'],
      ['-stat_file', SAMPLE, '-analyze', 'connections'],
      ['-stat_file', SAMPLE, '-analyze=hosts'],
    ],
  },
  {
    name: 'ctraffic-analyze',
    entry: 'src/cli/analyze.ts',
    warmUps: warmUps.analyze,
  },
  {
    name: 'ctraffic-lab',
    entry: 'src/cli/lab.ts',
    warmUps: [['--version'], ['upgrade', '--dry-run'], ['test', '--list']],
  },
  {
    name: PLOT,
    entry: 'src/cli/plot.ts',
    warmUps: [...warmUps.plot, ['clients', SAMPLE, '--out', 'OUT/clients.png']],
  },
];

cpSync(join(ROOT, 'src/plot/render/fonts'), join(DIST, 'plot/render/fonts'), {
  recursive: true,
  filter: (path) => !path.endsWith('.ts'),
});
await bundleForBrowser({
  root: ROOT,
  entry: 'src/analyze/index.ts',
  outfile: 'dist/analyze/browser.js',
});
rmSync(BIN, { recursive: true, force: true });
rmSync(join(DIST, 'plot/render/templates'), { recursive: true, force: true });
await bundlePrograms(PROGRAMS, { root: ROOT, outdir: BIN });
for (const { name } of PROGRAMS) {
  writeFileSync(join(BIN, `${name}.cjs`), program(name));
  chmodSync(join(BIN, `${name}.cjs`), 0o755);
}
// Charts once without templates, so that Vega-Lite is kept compiled too, and once as it will be.
for (const program of PROGRAMS) await warm(program);
await writeTemplates({
  dist: DIST,
  fixtures: join(ROOT, 'fixtures/recorded'),
});
for (const program of PROGRAMS.filter(({ name }) => name === PLOT)) await warm(program);

/** The file that the shell starts. */
function program(name) {
  const launch = readFileSync(join(ROOT, 'scripts/bundle/launch.cjs'), 'utf8');
  return `#!/usr/bin/env node\n${launch}\nloader(__dirname, require)('./piece-${name}.cjs');\n`;
}

/** Runs a program's usual work and keeps what V8 compiled. */
async function warm({ name, warmUps }) {
  const folder = mkdtempSync(join(tmpdir(), 'ctraffic-build-'));
  const echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  await once(echo.listen(0, '127.0.0.1'), 'listening');
  const address = `127.0.0.1:${echo.address().port}`;
  try {
    for (const words of warmUps) {
      const argv = words.map((word) =>
        word === 'ECHO' ? address : word.replace(/^OUT(?=\/)/, folder),
      );
      await run(process.execPath, [
        join(ROOT, 'scripts/bundle/warm.cjs'),
        BIN,
        `./piece-${name}.cjs`,
        ...argv,
      ]);
    }
  } finally {
    echo.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(command, argv) {
  const child = spawn(command, argv, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const [status] = await once(child, 'close');
  if (status === 0) return;
  process.stderr.write(`${command} ${argv.join(' ')}\n${output}\n`);
  process.exit(1);
}
