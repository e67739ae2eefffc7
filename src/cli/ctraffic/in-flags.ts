import type { ClientOptions, EngineError, ServerOptions } from '../../engine/index.ts';
import { RunError, UsageError } from '../shared/errors.ts';

/** The flag for each of the engine's options, which names them in its messages. */
const FLAGS: Readonly<Record<keyof ClientOptions | keyof ServerOptions, string>> = {
  address: '--address',
  transport: '--udp',
  udp: '--udp',
  connections: '--nconn',
  rateKBps: '--rate',
  packetSizeBytes: '--psize',
  durationMs: '--timeout',
  retries: '--retries',
  reconnect: '--reconnect',
  connectTimeoutMs: '--connect-timeout',
  replyTimeoutMs: '--reply-timeout',
  sampleIntervalMs: '--sample-interval',
  sourceCidr: '--srccidr',
  sources: '--srcfile',
  workers: '--workers',
  detail: '--stats',
  journal: '--journal',
  seed: '--seed',
  hostname: '--hostname',
  replicas: '--replicas',
};

/**
 * What the engine throws, in the words of the command line: wrong use or a failed run. The engine is
 * loaded when it is needed, and its class is not here to compare with.
 */
export function inFlags(error: unknown): unknown {
  if (!isEngineError(error)) return error;
  const [, option = ''] = /^(\w+): /.exec(error.message) ?? [];
  const words = Object.hasOwn(FLAGS, option)
    ? `${FLAGS[option as keyof typeof FLAGS]}${error.message.slice(option.length)}`
    : error.message;
  const Kind = error.code === 'option' ? UsageError : RunError;
  return new Kind(words, { cause: error });
}

function isEngineError(error: unknown): error is EngineError {
  return error instanceof Error && error.name === 'EngineError';
}
