import { randomInt } from 'node:crypto';
import { rateForIntervalKBps } from '../../../stats/index.ts';
import { EngineError } from '../../errors.ts';
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

  expect(resolved, 'address', isText, 'host:port');
  expect(resolved, 'transport', oneOf('tcp', 'udp'), '"tcp" or "udp"');
  expect(
    resolved,
    'connections',
    whole(1, MOST_CONNECTIONS),
    `a whole number from 1 to ${MOST_CONNECTIONS}`,
  );
  expect(resolved, 'rateKBps', positive(Number.MAX_VALUE), 'a number of KB/s above 0');
  const mostBytes = resolved.transport === 'udp' ? MOST_DATAGRAM_BYTES : MOST_SEGMENT_BYTES;
  expect(
    resolved,
    'packetSizeBytes',
    whole(LEAST_PACKET_BYTES, mostBytes),
    `a whole number of bytes from ${LEAST_PACKET_BYTES} to ${mostBytes} (${resolved.transport})`,
  );
  const fastestKBps = rateForIntervalKBps(resolved, LEAST_INTERVAL_S);
  expect(
    resolved,
    'rateKBps',
    positive(fastestKBps),
    `at most ${fastestKBps} KB/s, a packet a microsecond on each connection`,
  );
  const milliseconds = `a number of milliseconds above 0, at most ${LONGEST_MS}`;
  expect(resolved, 'durationMs', positive(LONGEST_MS), milliseconds);
  expect(resolved, 'connectTimeoutMs', positive(LONGEST_MS), milliseconds);
  expect(resolved, 'replyTimeoutMs', positive(LONGEST_MS), milliseconds);
  expect(
    resolved,
    'sampleIntervalMs',
    (value) => positive(LONGEST_MS)(value) && Number(value) >= 1,
    `a number of milliseconds from 1 to ${LONGEST_MS}`,
  );
  expect(resolved, 'retries', whole(1, MOST_COUNT), `a whole number from 1 to ${MOST_COUNT}`);
  expect(resolved, 'reconnect', (value) => typeof value === 'boolean', 'true or false');
  expect(
    resolved,
    'workers',
    whole(1, resolved.connections),
    `a whole number from 1 to the number of connections (${resolved.connections})`,
  );
  expect(resolved, 'detail', oneOf('summary', 'all'), '"summary" or "all"');
  expect(resolved, 'seed', whole(0, 2 ** 32 - 1), 'a whole number from 0 to 4294967295');
  if (resolved.journal !== undefined) expect(resolved, 'journal', isText, 'a path');
  if (resolved.sourceCidr !== undefined) {
    expect(resolved, 'sourceCidr', isText, 'a network such as 10.0.0.0/8');
  }
  if (resolved.sources !== undefined) {
    expect(resolved, 'sources', isList, 'a list of at least one address');
    if (resolved.sourceCidr !== undefined) {
      throw new EngineError('option', 'expected either sourceCidr or sources, found both');
    }
  }
  return resolved;
}

function expect(
  options: ResolvedOptions,
  name: keyof ResolvedOptions,
  holds: (value: unknown) => boolean,
  expectation: string,
): void {
  const found = options[name];
  if (holds(found)) return;
  throw new EngineError('option', `${name}: expected ${expectation}, found ${described(found)}`);
}

function described(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isList(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every((line) => typeof line === 'string')
  );
}

function oneOf(...words: readonly string[]): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && words.includes(value);
}

function whole(least: number, most: number): (value: unknown) => boolean {
  return (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

function positive(most: number): (value: unknown) => boolean {
  return (value) =>
    typeof value === 'number' && Number.isFinite(value) && value > 0 && value <= most;
}
