import type { ClientOptions } from '../../engine/index.ts';
import { NS_PER_MS } from '../../stats/index.ts';
import { isGiven, type Flags } from './flags.ts';

/**
 * The engine's options for the flags that were given; the engine knows the defaults.
 *
 * @param sources the lines of `--srcfile`
 */
export function clientOptions(flags: Flags, sources?: readonly string[]): ClientOptions {
  const { address, nconn, rate, psize, retries, reconnect, srccidr, workers, journal, seed } =
    flags;
  return {
    detail: flags.stats === 'all' ? 'all' : 'summary',
    transport: flags.udp === true ? 'udp' : 'tcp',
    ...(address !== undefined && { address }),
    ...(nconn !== undefined && { connections: nconn }),
    ...(rate !== undefined && { rateKBps: rate }),
    ...(psize !== undefined && { packetSizeBytes: psize }),
    ...(flags.timeout !== undefined && { durationMs: flags.timeout / NS_PER_MS }),
    ...(retries !== undefined && { retries }),
    ...(reconnect !== undefined && { reconnect }),
    ...(flags.connectTimeout !== undefined && {
      connectTimeoutMs: flags.connectTimeout / NS_PER_MS,
    }),
    ...(flags.replyTimeout !== undefined && { replyTimeoutMs: flags.replyTimeout / NS_PER_MS }),
    ...(flags.sampleInterval !== undefined && {
      sampleIntervalMs: flags.sampleInterval / NS_PER_MS,
    }),
    ...(isGiven(srccidr) && { sourceCidr: srccidr }),
    ...(sources !== undefined && { sources }),
    ...(workers !== undefined && { workers }),
    ...(isGiven(journal) && { journal }),
    ...(seed !== undefined && { seed }),
  };
}
