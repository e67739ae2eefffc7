import { expect, test } from 'vitest';
import {
  CLIENT_DEFAULTS,
  type ClientOptions,
} from '../../../../src/engine/client/options/client-options.ts';
import { resolveOptions } from '../../../../src/engine/client/options/resolve-options.ts';
import { EngineError } from '../../../../src/engine/errors.ts';

test('what is absent or undefined has its default', () => {
  const { seed, ...rest } = resolveOptions({ rateKBps: undefined, connections: 3 } as object);
  expect(rest).toEqual({ ...CLIENT_DEFAULTS, connections: 3 });
  expect(Number.isInteger(seed)).toBe(true);
  expect(resolveOptions({ seed: 7 }).seed).toBe(7);
});

const WRONG: readonly [ClientOptions | object, string][] = [
  [{ address: '' }, 'address: expected host:port, found ""'],
  [{ transport: 'sctp' }, 'transport: expected "tcp" or "udp", found "sctp"'],
  [{ connections: 0 }, 'connections: expected a whole number from 1 to 10000000, found 0'],
  [{ connections: 1.5 }, 'connections: expected a whole number from 1 to 10000000, found 1.5'],
  [{ rateKBps: 0 }, 'rateKBps: expected a number of KB/s above 0, found 0'],
  [{ rateKBps: NaN }, 'rateKBps: expected a number of KB/s above 0, found NaN'],
  [
    { packetSizeBytes: 63 },
    'packetSizeBytes: expected a whole number of bytes from 64 to 16777216 (tcp), found 63',
  ],
  [
    { packetSizeBytes: 65508, transport: 'udp' },
    'packetSizeBytes: expected a whole number of bytes from 64 to 65507 (udp), found 65508',
  ],
  [
    { durationMs: -1 },
    'durationMs: expected a number of milliseconds above 0, at most 9000000000, found -1',
  ],
  [
    { replyTimeoutMs: Infinity },
    'replyTimeoutMs: expected a number of milliseconds above 0, at most 9000000000, found Infinity',
  ],
  [
    { connectTimeoutMs: '1s' },
    'connectTimeoutMs: expected a number of milliseconds above 0, at most 9000000000, found "1s"',
  ],
  [
    { sampleIntervalMs: 0.5 },
    'sampleIntervalMs: expected a number of milliseconds from 1 to 9000000000, found 0.5',
  ],
  [
    { rateKBps: 1e18 },
    'rateKBps: expected at most 1000000 KB/s, a packet a microsecond on each connection, found 1000000000000000000',
  ],
  [{ retries: 0 }, 'retries: expected a whole number from 1 to 2147483647, found 0'],
  [{ reconnect: null }, 'reconnect: expected true or false, found null'],
  [
    { workers: 3, connections: 2 },
    'workers: expected a whole number from 1 to the number of connections (2), found 3',
  ],
  [{ detail: 'some' }, 'detail: expected "summary" or "all", found "some"'],
  [{ seed: -1 }, 'seed: expected a whole number from 0 to 4294967295, found -1'],
  [{ journal: '' }, 'journal: expected a path, found ""'],
  [{ sources: [] }, 'sources: expected a list of at least one address, found []'],
  [{ sourceCidr: 7 }, 'sourceCidr: expected a network such as 10.0.0.0/8, found 7'],
  [
    { sourceCidr: '10.0.0.0/8', sources: ['10.0.0.1'] },
    'sources: expected either sourceCidr or sources, found both',
  ],
];

test.each(WRONG)('%j is refused', (options, message) => {
  expect(() => resolveOptions(options)).toThrow(EngineError);
  expect(() => resolveOptions(options)).toThrow(
    expect.objectContaining({ code: 'option', message }),
  );
});
