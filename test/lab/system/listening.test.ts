import { describe, expect, it } from 'vitest';
import { listensOn } from '../../../src/lab/system/listening.ts';

describe('sockets that listen', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue',
    '   0: 0100007F:138B 00000000:0000 01 00000000',
    '   1: 00000000:1F90 00000000:0000 0A 00000000',
    '   2: 00000000000000000000000000000000:138C 00000000000000000000000000000000:0000 0A 0',
  ].join('\n');

  it.each([
    [8080, true],
    [5004, true],
    [5003, false],
    [80, false],
  ])('port %d: %s', (port, is) => {
    expect(listensOn(table, port)).toBe(is);
  });
});
