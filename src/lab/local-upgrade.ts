import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runClient, startServer, type RunStatus } from '../engine/index.ts';
import { connectionRows, sampleRows, writeStats } from '../stats/index.ts';
import { openEventLog, type LabEvent } from './events.ts';
import { generationName } from './pod-name.ts';
import { RUN_FILES, type ScenarioOutcome } from './run-scenario.ts';
import { startTimeline } from './timeline.ts';
import type { TrafficOptions } from './topology/client.ts';

export interface LocalUpgradeOptions {
  readonly replicas: number;
  /** From the start of the run to that of the upgrade. */
  readonly fromMs: number;
  readonly traffic: TrafficOptions;
  /** Takes the files of the run; it is there. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: LabEvent) => void;
  readonly onStatus: (status: RunStatus) => void;
  /** A word of the server or of the client to the user. */
  readonly onNotice: (notice: string) => void;
}

/**
 * A rolling upgrade without namespaces, on any system: the replicas are processes behind one port
 * of this machine.
 *
 * @throws {EngineError}
 */
export async function upgradeLocally({
  replicas,
  fromMs,
  traffic,
  folder,
  signal,
  onEvent,
  onStatus,
  onNotice,
}: LocalUpgradeOptions): Promise<ScenarioOutcome> {
  const events = openEventLog(join(folder, RUN_FILES.events), onEvent);
  const server = await startServer(
    {
      address: '127.0.0.1:0',
      udp: traffic.transport === 'udp',
      hostname: generationName(),
      replicas,
    },
    { onNotice },
  );
  try {
    const over = new AbortController();
    const client = runClient(
      {
        address: `${server.address.host}:${server.address.port}`,
        transport: traffic.transport,
        connections: traffic.connections,
        rateKBps: traffic.rateKBps,
        durationMs: traffic.durationMs,
      },
      { signal, onStatus, onNotice },
    ).finally(() => {
      over.abort();
    });
    const time = startTimeline(over.signal);
    const upgrade = time.until(fromMs).then(
      async () => {
        events.note('upgrade begins');
        await server.restart();
        events.note('upgrade ends');
        return !over.signal.aborted;
      },
      () => false,
    );
    const run = await client;
    const statistics = writeStats({
      header: run.header,
      connections: connectionRows(run.connections),
      samples: sampleRows(run.samples),
    });
    writeFileSync(join(folder, RUN_FILES.stats), [...statistics].join(''));
    return { complete: await upgrade };
  } finally {
    await server.close();
    events.close();
  }
}
