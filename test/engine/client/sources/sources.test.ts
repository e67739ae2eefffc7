import { describe, expect, it } from 'vitest';
import { parseSourceList } from '../../../../src/engine/client/sources/source-list.ts';
import { parseSourceCidr } from '../../../../src/engine/client/sources/source-network.ts';

describe('sources', () => {
  it('are read from lines', () => {
    expect(
      parseSourceList(['10.0.0.1', ' 10.0.0.2:4000\r', '', '2001:db8::1', '[2001:db8::2]:4001']),
    ).toEqual([
      { host: '10.0.0.1', port: 0, family: 4 },
      { host: '10.0.0.2', port: 4000, family: 4 },
      { host: '2001:db8::1', port: 0, family: 6 },
      { host: '2001:db8::2', port: 4001, family: 6 },
    ]);
  });

  it.each([
    'host',
    'host:80',
    '10.0.0.1:',
    '10.0.0.1:70000',
    '[10.0.0.1]:80',
    '10.0.0',
    '10.0.0.1 10.0.0.2',
  ])('are refused with their line: %j', (line) => {
    expect(() => parseSourceList(['10.0.0.1', '', line])).toThrow(
      `sources: line 3: expected an address such as 10.0.0.1, 10.0.0.1:4000 or [2001:db8::1]:4000, found ${JSON.stringify(line)}`,
    );
  });

  it.each([
    '',
    '10.0.0.0',
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/',
    '/8',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    'x/8',
    'fe80::1%eth0/64',
    '10.0.0.0/1e1',
  ])('are refused where they are no network: %j', (text) => {
    expect(() => parseSourceCidr(text)).toThrow(
      `sourceCidr: expected a network such as 10.0.0.0/8 or 2001:db8::/64, found ${JSON.stringify(text)}`,
    );
  });
});
