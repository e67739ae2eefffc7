import { CLIENT_DEFAULTS } from '../../engine/client/options.ts';
import type { ClientOptions } from '../../engine/index.ts';
import { BYTES_PER_KB, NS_PER_MS, type Nanoseconds } from '../../stats/index.ts';
import { RunError } from '../shared/errors.ts';
import type { Io } from '../shared/io.ts';
import { clientOptions } from './client-options.ts';
import { isGiven, type Flags } from './flags.ts';
import { createMonitor } from './monitor/create-monitor.ts';
import { outcomeOf } from './outcome.ts';
import { readSourceFile } from './source-file.ts';
import { stopSignals } from './stop-signals.ts';
import type { TrafficWorld } from './world.ts';
import { writeRun } from './write-run.ts';

const MS_PER_S = 1000;

/**
 * Makes traffic and prints what came of it.
 *
 * @throws {EngineError} where it cannot begin
 * @throws {RunError} after the statistics, where the run failed
 */
export async function clientMode(
  flags: Flags,
  name: string,
  io: Io,
  world: TrafficWorld,
): Promise<void> {
  const sources = isGiven(flags.srcfile) ? readSourceFile(flags.srcfile) : undefined;
  const options = clientOptions(flags, sources);
  const quietNs = quietTimeNs(options);
  const monitor = createMonitor({ isWanted: flags.monitor === true, name, quietNs }, io);
  const stop = stopSignals(world, monitor.finish);
  const seen = { wasConnected: false, lateSeconds: 0, toldSeconds: 0 };
  let run;
  try {
    const { runClient } = await world.loadEngine();
    run = await runClient(options, {
      signal: stop.signal,
      onStatus: (status) => {
        seen.wasConnected ||= status.active > 0;
        seen.lateSeconds += status.testerLate ? 1 : 0;
        seen.toldSeconds++;
        monitor.status(status);
      },
      onLoss: monitor.loss,
      onNotice: monitor.notice,
    });
  } finally {
    stop.release();
    monitor.finish();
  }
  writeRun(run, flags.stats ?? 'summary', io.stdout);
  const { address = CLIENT_DEFAULTS.address, durationMs = CLIENT_DEFAULTS.durationMs } = options;
  const { failure, notices } = outcomeOf(run, {
    ...seen,
    address,
    plannedSeconds: durationMs / MS_PER_S,
  });
  for (const notice of notices) monitor.notice(notice);
  if (failure !== undefined) throw new RunError(failure);
}

/** A client notices a loss with its next packet, or when the reply does not come. */
function quietTimeNs(options: ClientOptions): Nanoseconds {
  const { replyTimeoutMs, packetSizeBytes, rateKBps, connections } = {
    ...CLIENT_DEFAULTS,
    ...options,
  };
  const intervalMs = (packetSizeBytes * connections * MS_PER_S) / (rateKBps * BYTES_PER_KB);
  return (replyTimeoutMs + intervalMs) * NS_PER_MS;
}
