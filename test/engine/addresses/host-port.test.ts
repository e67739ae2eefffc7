import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatHostPort, parseHostPort } from '../../../src/engine/addresses/host-port.ts';
import { holdsFor } from '../../support/property.ts';

it.each([
  ['[::]:5003', '::', 5003],
  [':5003', '', 5003],
  ['[]:1', '', 1],
  ['10.0.0.1:0', '10.0.0.1', 0],
  ['name.example:65535', 'name.example', 65_535],
  ['[fe80::1%eth0]:5003', 'fe80::1%eth0', 5003],
])('reads %s', (text, host, port) => {
  expect(parseHostPort(text)).toEqual({ host, port });
});

it.each([
  '',
  '5003',
  'host',
  '::1',
  '::1:80',
  '[::1]',
  'host:',
  'host:65536',
  '[host]:80',
  'a b:1',
])('refuses %j', (text) => {
  expect(parseHostPort(text)).toBeUndefined();
});

it('reads what it writes', () =>
  holdsFor(
    fc.record({
      host: fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()),
      port: fc.integer({ min: 0, max: 65_535 }),
    }),
    (address) => {
      expect(parseHostPort(formatHostPort(address))).toEqual(address);
      return Promise.resolve();
    },
    200,
  ));
