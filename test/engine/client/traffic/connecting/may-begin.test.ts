import { expect, it } from 'vitest';
import { mayBegin } from '../../../../../src/engine/client/traffic/connecting/may-begin.ts';

it('begins nothing in the last seconds, but for the first attempt of a client', () => {
  const tcp = { transport: 'tcp', durationMs: 10_000 } as const;
  const udp = { transport: 'udp', durationMs: 10_000 } as const;
  expect(mayBegin(tcp, 8000, false)).toBe(true);
  expect(mayBegin(tcp, 8001, false)).toBe(false);
  expect(mayBegin(udp, 8001, false)).toBe(true);
  expect(mayBegin(udp, 9001, false)).toBe(false);
  expect(mayBegin({ ...tcp, durationMs: 500 }, 1, true)).toBe(true);
  expect(mayBegin({ ...tcp, durationMs: 500 }, 1, false)).toBe(false);
});
