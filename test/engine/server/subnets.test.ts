import { spawnSync } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing } from '../../support/tools.ts';
import { NOT_BUILT, serve, type Served } from './served.ts';

const NAMESPACE = `ctraffic-test-${process.pid}`;
const INSIDE = ['ip', 'netns', 'exec', NAMESPACE];

const skipped = NOT_BUILT || missing('ip') || (process.getuid?.() === 0 ? '' : ' (needs root)');

/** Sends a packet from a socket inside until an answer comes, and prints where that came from. */
const ASK = `
const [family, host, port] = process.argv.slice(1);
const socket = require('node:dgram').createSocket('udp' + family);
const send = () => socket.send(Buffer.alloc(100), Number(port), host);
const timer = setInterval(send, 1000);
socket.on('message', (echo, from) => {
  clearInterval(timer);
  console.log(JSON.stringify([from.address, from.port, echo.toString('latin1', 0, 64).replace(/\\0+$/, '')]));
  socket.close();
});
send();`;

function ip(...words: string[]): void {
  const { status, stderr } = spawnSync('ip', words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${words.join(' ')}: ${stderr}`);
}

async function ask(family: 4 | 6, host: string, port: number): Promise<unknown> {
  const [program, ...words] = [...INSIDE, process.execPath, '-e', ASK];
  const argv = [...words, String(family), host, String(port)];
  const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(child, 'close');
  return JSON.parse(Buffer.concat(chunks).toString());
}

describe.skipIf(skipped !== '')(`addresses of whole subnets on lo${skipped}`, () => {
  let served: Served | undefined;

  beforeAll(() => {
    ip('netns', 'add', NAMESPACE);
    ip('-n', NAMESPACE, 'link', 'set', 'lo', 'up');
    ip('-n', NAMESPACE, 'addr', 'add', '10.0.0.0/24', 'dev', 'lo');
    ip('-n', NAMESPACE, '-6', 'addr', 'add', '1000::1/128', 'dev', 'lo');
    ip('-n', NAMESPACE, '-6', 'route', 'add', 'local', '2000::/64', 'dev', 'lo');
  });

  afterAll(async () => {
    await served?.close();
    ip('netns', 'del', NAMESPACE);
  });

  it.each([
    ['[::]:5003', 4, '10.0.0.7'],
    ['[::]:5003', 4, '127.0.0.1'],
    ['[::]:5003', 6, '::1'],
    ['[::]:5003', 6, '1000::1'],
    ['[::]:5003', 6, '2000::7'],
    ['0.0.0.0:5003', 4, '10.0.0.7'],
  ] as const)('a server on %s answers IPv%i from %s', async (address, family, host) => {
    served = await serve({ address, udp: true, hostname: 'inside' }, INSIDE);
    expect(await ask(family, host, 5003)).toEqual([host, 5003, 'inside']);
    expect(await served.close()).toBe(0);
    expect(served.notices).toEqual([]);
  });
});
