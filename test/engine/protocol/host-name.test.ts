import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOST_FIELD_BYTES, hostField, hostName } from '../../../src/engine/protocol/host-name.ts';
import { holdsFor } from '../../support/property.ts';

it('what a server writes a client reads: as many whole characters as fit', () =>
  holdsFor(
    fc.string({ unit: 'grapheme', maxLength: 80 }).filter((name) => !name.includes('\0')),
    (name) => {
      const field = hostField(name);
      expect(field).toHaveLength(HOST_FIELD_BYTES);
      const read = hostName(Buffer.concat([field, Buffer.alloc(1000, 'x')]));
      expect(name.startsWith(read)).toBe(true);
      const next = name.slice(read.length, read.length + 2);
      expect(next === '' || Buffer.byteLength(read) > 60).toBe(true);
      return Promise.resolve();
    },
    200,
  ));

it('is read up to the first zero, within the first bytes', () => {
  const padded = (text: string): Buffer => Buffer.concat([Buffer.from(text), Buffer.alloc(200)]);
  expect(hostName(padded('node-1'))).toBe('node-1');
  expect(hostName(padded(''))).toBe('');
  expect(hostName(padded('knöd'))).toBe('knöd');
  expect(hostName(Buffer.alloc(1024, 'x'))).toBe('x'.repeat(HOST_FIELD_BYTES));
});
