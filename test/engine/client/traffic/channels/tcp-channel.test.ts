import { constants } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import type { ChannelEvents } from '../../../../../src/engine/client/traffic/channels/channel.ts';
import { TcpChannel } from '../../../../../src/engine/client/traffic/channels/tcp-channel.ts';
import { directSend, type DirectSend } from '../../../../../src/engine/platform/direct-send.ts';
import { echo, tcpServer } from '../support.ts';

const system = directSend();
const real: DirectSend = (fd, buffer, lengthBytes) => system?.(fd, buffer, lengthBytes) ?? 0;

/** A channel that sends so, and what it told. */
async function channelThat(
  send: DirectSend | undefined,
): Promise<{ told: string[]; next: () => Promise<string> }> {
  const { endpoint } = await tcpServer(echo);
  const told: string[] = [];
  let wake: () => void = () => undefined;
  const tell = (text: string): void => {
    told.push(text);
    wake();
  };
  const events: ChannelEvents = {
    connected: () => {
      tell('connected');
      channel.send();
    },
    answered: () => {
      tell(`answered by ${channel.host}`);
    },
    failed: (_, { operation, code }) => {
      tell(`${operation} ${code}`);
    },
    duplicate: () => undefined,
    late: () => undefined,
  };
  const wire = { packet: Buffer.alloc(1024), readBuffer: Buffer.alloc(4096), send, events };
  const channel = new TcpChannel(0, wire, endpoint, undefined);
  onTestFinished(() => {
    channel.close();
  });
  let seen = 0;
  const next = async (): Promise<string> => {
    while (told.length <= seen) await new Promise<void>((resolve) => (wake = resolve));
    return told[seen++] ?? '';
  };
  return { told, next };
}

it.each<[string, DirectSend | undefined]>([
  ['without the system call', undefined],
  ['where the socket is full', () => -constants.errno.EAGAIN],
  ['where the socket takes a part', (fd, data) => real(fd, data, 100)],
])('sends the whole packet %s', async (_, send) => {
  const { next } = await channelThat(send);
  expect(await next()).toBe('connected');
  expect(await next()).toBe('answered by replica');
});

it.each(['EPIPE', 'ECONNRESET'] as const)('is lost where sending fails with %s', async (code) => {
  const { told, next } = await channelThat(() => -constants.errno[code]);
  expect(await next()).toBe('connected');
  expect(await next()).toBe(`write ${code}`);
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toHaveLength(2);
});
