import { randomInt } from 'node:crypto';
import { rateForIntervalKBps, type KBps } from '../../../stats/index.ts';
import { EngineError } from '../../errors.ts';
import type { Transport } from '../../protocol/transport.ts';
import { CLIENT_DEFAULTS, type ClientDefaults, type ClientOptions } from './client-options.ts';

/** Options with nothing left open. */
export type ResolvedOptions = ClientDefaults &
  Pick<ClientOptions, 'sourceCidr' | 'sources' | 'journal'> & { readonly seed: number };

/** Where a packet holds the server's host name. */
const LEAST_PACKET_BYTES = 64;
/** What an IPv4 datagram can carry. */
const MOST_DATAGRAM_BYTES = 65_507;
const MOST_SEGMENT_BYTES = 16 * 1024 * 1024;
/** What the statistics file can hold (2^53 ns), and a little less. */
const LONGEST_MS = 9e9;
const MOST_COUNT = 2 ** 31 - 1;
/** Each takes memory, and a port. */
const MOST_CONNECTIONS = 1e7;
/** Finer than any clock that paces. */
const LEAST_INTERVAL_S = 1e-6;

interface Expectation {
  readonly holds: (value: unknown) => boolean;
  readonly expected: string;
}

/**
 * Options with their defaults, each one checked.
 *
 * @throws {EngineError} `option`: which one, what was expected, what was found
 */
export function resolveOptions(options: ClientOptions): ResolvedOptions {
  const given = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as ClientOptions;
  const resolved = { ...CLIENT_DEFAULTS, seed: randomInt(2 ** 32), ...given };
  for (const [option, { holds, expected }] of expectations(resolved)) {
    const found: unknown = resolved[option];
    if (found === undefined || holds(found)) continue;
    throw new EngineError({ code: 'option', option, expected, found: described(found) });
  }
  if (resolved.sources !== undefined && resolved.sourceCidr !== undefined) {
    throw new EngineError({
      code: 'option',
      option: 'sources',
      expected: 'either sourceCidr or sources',
      found: 'both',
    });
  }
  return resolved;
}

/** What each option must be, one after another: those that come later rely on those before. */
function* expectations(
  options: ResolvedOptions,
): Generator<readonly [option: keyof ResolvedOptions, Expectation], void, void> {
  const { transport, connections } = options;
  yield ['address', text('host:port')];
  yield ['transport', oneOf('tcp', 'udp')];
  yield ['connections', whole(1, MOST_CONNECTIONS)];
  yield ['rateKBps', positive(Number.MAX_VALUE, 'a number of KB/s above 0')];
  yield ['packetSizeBytes', packetSize(transport)];
  yield ['rateKBps', atMost(rateForIntervalKBps(options, LEAST_INTERVAL_S))];
  yield ['durationMs', milliseconds()];
  yield ['connectTimeoutMs', milliseconds()];
  yield ['replyTimeoutMs', milliseconds()];
  yield ['sampleIntervalMs', fromMilliseconds(1)];
  yield ['retries', whole(1, MOST_COUNT)];
  yield ['reconnect', { holds: (value) => typeof value === 'boolean', expected: 'true or false' }];
  yield [
    'workers',
    whole(1, connections, `a whole number from 1 to the number of connections (${connections})`),
  ];
  yield ['detail', oneOf('summary', 'all')];
  yield ['seed', whole(0, 2 ** 32 - 1)];
  yield ['journal', text('a path')];
  yield ['sourceCidr', text('a network such as 10.0.0.0/8')];
  yield ['sources', { holds: isList, expected: 'a list of at least one address' }];
}

function described(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function text(expected: string): Expectation {
  return { holds: (value) => typeof value === 'string' && value !== '', expected };
}

function isList(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every((line) => typeof line === 'string')
  );
}

function oneOf(...words: readonly string[]): Expectation {
  return {
    holds: (value) => typeof value === 'string' && words.includes(value),
    expected: words.map((word) => `"${word}"`).join(' or '),
  };
}

function whole(
  least: number,
  most: number,
  expected = `a whole number from ${least} to ${most}`,
): Expectation {
  return {
    holds: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
    expected,
  };
}

function packetSize(transport: Transport): Expectation {
  const most = transport === 'udp' ? MOST_DATAGRAM_BYTES : MOST_SEGMENT_BYTES;
  const expected = `a whole number of bytes from ${LEAST_PACKET_BYTES} to ${most} (${transport})`;
  return whole(LEAST_PACKET_BYTES, most, expected);
}

function positive(most: number, expected: string): Expectation {
  return {
    holds: (value) =>
      typeof value === 'number' && Number.isFinite(value) && value > 0 && value <= most,
    expected,
  };
}

function atMost(fastestKBps: KBps): Expectation {
  return positive(
    fastestKBps,
    `at most ${fastestKBps} KB/s, a packet a microsecond on each connection`,
  );
}

function milliseconds(): Expectation {
  return positive(LONGEST_MS, `a number of milliseconds above 0, at most ${LONGEST_MS}`);
}

function fromMilliseconds(least: number): Expectation {
  const { holds } = milliseconds();
  return {
    holds: (value) => holds(value) && Number(value) >= least,
    expected: `a number of milliseconds from ${least} to ${LONGEST_MS}`,
  };
}
