import { burstGapNs } from '../../analyze/index.ts';
import { CLIENT_DEFAULTS } from '../../engine/light.ts';
import { NS_PER_MS } from '../../stats/index.ts';
import { RunError } from '../shared/errors.ts';
import type { Io } from '../shared/program/io.ts';
import { clientOptions } from './flags/engine-options.ts';
import type { Flags } from './flags/flags.ts';
import { inFlags } from './flags/in-flags.ts';
import { createMonitor } from './monitor/create-monitor.ts';
import { outcomeOf } from './outcome.ts';
import { stopSignals } from './stop-signals.ts';
import type { TrafficWorld } from './world.ts';
import { writeRun } from './write-run.ts';

const MS_PER_S = 1000;

/**
 * Makes traffic and prints what came of it.
 *
 * @throws {UsageError} where the options cannot be followed
 * @throws {RunError} where it cannot begin, and after the statistics where the run failed
 */
export async function clientMode(
  flags: Flags,
  name: string,
  io: Io,
  world: TrafficWorld,
): Promise<void> {
  const options = clientOptions(flags);
  const load = { ...CLIENT_DEFAULTS, ...options };
  const quietNs = burstGapNs(load, load.replyTimeoutMs * NS_PER_MS);
  const monitor = createMonitor({ isWanted: flags.monitor === true, name, quietNs }, io);
  const stop = stopSignals(world, monitor.finish);
  let wasConnected = false;
  let unconnected = 0;
  const causes = new Set<string>();
  let run;
  try {
    const { runClient } = await world.loadEngine();
    run = await runClient(options, {
      signal: stop.signal,
      onStatus: (status) => {
        wasConnected ||= status.active > 0;
        monitor.status(status);
      },
      onLoss: (loss) => {
        if (loss.host === '') causes.add(loss.cause);
        monitor.loss(loss);
      },
      onUnconnected: (cause) => {
        causes.add(cause);
        unconnected++;
      },
      onNotice: monitor.notice,
    });
  } catch (error) {
    throw inFlags(error);
  } finally {
    stop.release();
    monitor.finish();
  }
  writeRun(run, flags.stats ?? 'summary', io.stdout);
  const { address = CLIENT_DEFAULTS.address, durationMs = CLIENT_DEFAULTS.durationMs } = options;
  const { failed, words } = outcomeOf(run, {
    wasConnected,
    unconnected,
    causes,
    address,
    plannedSeconds: durationMs / MS_PER_S,
  });
  if (words === undefined) return;
  if (failed) throw new RunError(words);
  monitor.notice(words);
}
