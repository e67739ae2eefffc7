import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { formatHostPort } from '../../../src/engine/addresses/host-port.ts';
import { EngineError, type Server, type ServerOptions } from '../../../src/engine/index.ts';
import { startServer } from '../../../src/engine/server/start-server.ts';
import { connectPeer, greet } from './peer.ts';

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(options: ServerOptions): Promise<Server> {
  const server = await startServer(options);
  servers.push(server);
  return server;
}

async function failureOf(options: ServerOptions): Promise<unknown> {
  return start(options).then(
    () => 'it started',
    (error: unknown) => (error instanceof EngineError ? `${error.code}: ${error.message}` : error),
  );
}

describe('addresses', () => {
  it.each(['[::]:0', ':0'])('%s takes IPv6 and IPv4', async (address) => {
    const { address: bound } = await start({ address, hostname: 'both' });
    for (const host of ['::1', '127.0.0.1', '127.0.0.9']) {
      const peer = await greet({ host, port: bound.port });
      expect(peer.hostname).toBe('both');
      peer.socket.destroy();
    }
  });

  it('0.0.0.0 takes IPv4 alone', async () => {
    const { address } = await start({ address: '0.0.0.0:0' });
    expect(address).toMatchObject({ host: '0.0.0.0', family: 4 });
    (await greet({ host: '127.0.0.1', port: address.port })).socket.destroy();
    await expect(connectPeer({ host: '::1', port: address.port })).rejects.toThrow('ECONNREFUSED');
  });

  it('a name is looked up', async () => {
    const { address } = await start({ address: 'localhost:0' });
    (await greet(address)).socket.destroy();
    expect(['::1', '127.0.0.1']).toContain(address.host);
  });

  it('the host name is that of the machine unless it is given', async () => {
    const server = await start({ address: '[::1]:0' });
    expect(server.hosts).toEqual([hostname()]);
    const peer = await greet(server.address);
    expect(peer.hostname).toBe(hostname());
    peer.socket.destroy();
  });
});

describe('what cannot be', () => {
  it('a port in use', async () => {
    const { address } = await start({ address: '[::1]:0' });
    const taken = formatHostPort(address);
    expect(await failureOf({ address: taken })).toBe(
      `environment: address: expected one that TCP can listen on, found ${taken}: the port is in use by another program`,
    );
    expect(await failureOf({ address: taken, replicas: 2 })).toContain('in use');
  });

  it('a port in use for UDP alone', async () => {
    // An address of its own: nobody else's connections take the port for TCP.
    const socket = createSocket('udp4').bind(0, '127.77.0.1');
    await once(socket, 'listening');
    const taken = `127.77.0.1:${socket.address().port}`;
    expect(await failureOf({ address: taken, udp: true })).toBe(
      `environment: address: expected one that UDP can listen on, found ${taken}: the port is in use by another program`,
    );
    await start({ address: taken });
    socket.close();
  });

  it('an address of another machine', async () => {
    expect(await failureOf({ address: '192.0.2.1:5003' })).toBe(
      'environment: address: expected one that TCP can listen on, found 192.0.2.1:5003: this machine does not have the address',
    );
    expect(await failureOf({ address: '[2001:db8::1]:5003' })).toContain('does not have');
  });

  it('a name that nobody knows', async () => {
    expect(await failureOf({ address: 'nobody.invalid:5003' })).toMatch(
      /^environment: address: expected a host name that resolves, found "nobody\.invalid" \(E\w+\)$/,
    );
  });

  it.each<[ServerOptions, string]>([
    [{ address: '' }, 'option: address: expected host:port'],
    [{ address: '5003' }, 'found "5003"'],
    [{ address: '::1:5003' }, 'found "::1:5003"'],
    [{ address: '[::1]:65536' }, 'found "[::1]:65536"'],
    [{ replicas: -1 }, 'option: replicas: expected a whole number from 0 to 256, found -1'],
    [{ replicas: 1.5 }, 'found 1.5'],
    [{ replicas: NaN }, 'found NaN'],
    [{ hostname: '' }, 'option: hostname: expected'],
    [{ hostname: 'a\0b' }, 'option: hostname: expected'],
  ])('%j', async (options, message) => {
    expect(await failureOf(options)).toContain(message);
  });
});
