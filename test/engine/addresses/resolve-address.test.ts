import { describe, expect, it } from 'vitest';
import { resolveAddress } from '../../../src/engine/addresses/resolve-address.ts';

describe('resolveAddress', () => {
  it.each([
    ['127.0.0.1:5003', [{ host: '127.0.0.1', port: 5003, family: 4 }]],
    ['[::1]:80', [{ host: '::1', port: 80, family: 6 }]],
    ['[fe80::1%eth0]:80', [{ host: 'fe80::1%eth0', port: 80, family: 6 }]],
    [
      ':5003',
      [
        { host: '::1', port: 5003, family: 6 },
        { host: '127.0.0.1', port: 5003, family: 4 },
      ],
    ],
  ])('takes %s', async (text, expected) => {
    expect(await resolveAddress(text)).toEqual(expected);
  });

  it('gives all addresses of a name', async () => {
    const endpoints = await resolveAddress('localhost:5003');
    expect(endpoints.length).toBeGreaterThan(0);
    for (const { host, port } of endpoints) {
      expect(['::1', '127.0.0.1']).toContain(host);
      expect(port).toBe(5003);
    }
  });

  it.each([
    '',
    'localhost',
    '::1',
    '[::1]',
    '::1:5003x',
    'host:0',
    'host:65536',
    'host:http',
    '[host]:80',
    'a:1:2',
  ])('refuses %j', async (text) => {
    await expect(resolveAddress(text)).rejects.toMatchObject({
      name: 'EngineError',
      code: 'option',
      message: `address: expected host:port or [v6]:port with a port from 1 to 65535, found ${JSON.stringify(text)}`,
    });
  });

  it('says which name does not resolve', async () => {
    await expect(resolveAddress('no-such-host.invalid:80')).rejects.toMatchObject({
      code: 'environment',
      message: expect.stringMatching(
        /^address: expected a host name that resolves, found "no-such-host\.invalid" \(E\w+\)$/,
      ) as string,
    });
  });
});
