import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { runClient, startServer, type RunStatus, type Server } from '../../engine/index.ts';
import { runParts, writeStats, type Run } from '../../stats/index.ts';
import { openEventLog, type LabEvent } from '../system/event-log.ts';
import { generationName } from '../cluster/pod-name.ts';
import { RUN_FILES, type ScenarioOutcome } from './run-scenario.ts';
import { startTimeline } from '../scenarios/timeline.ts';
import type { TrafficOptions } from '../topology/client.ts';

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
export async function upgradeLocally(options: LocalUpgradeOptions): Promise<ScenarioOutcome> {
  const { replicas, traffic, folder, onEvent, onNotice } = options;
  const events = openEventLog(join(folder, RUN_FILES.events), onEvent);
  try {
    const server = await startServer(
      {
        address: '127.0.0.1:0',
        udp: traffic.transport === 'udp',
        hostname: generationName(),
        replicas,
      },
      {
        onNotice,
        onReplace: (hostname) => {
          const subject = shortName(hostname);
          events.note({ verb: 'replace', subject, text: `replace ${subject}` });
        },
      },
    );
    try {
      return await upgradeUnderTraffic(server, options);
    } finally {
      await server.close();
    }
  } finally {
    events.close();
  }
}

async function upgradeUnderTraffic(
  server: Server,
  { fromMs, traffic, folder, signal, onStatus, onNotice }: LocalUpgradeOptions,
): Promise<ScenarioOutcome> {
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
  const upgrade = (async (): Promise<boolean> => {
    await startTimeline(over.signal).until(fromMs);
    await server.restart();
    return !over.signal.aborted;
  })().catch(() => false);
  writeRun(join(folder, RUN_FILES.stats), await client);
  // An upgrade under way ends with its server.
  await server.close();
  return { complete: await upgrade };
}

/** What tells replicas of one server apart: the number behind their common name. */
function shortName(host: string): string {
  return `replica ${host.slice(host.lastIndexOf('-') + 1)}`;
}

/** Piece by piece: statistics can be longer than a string can be. */
function writeRun(path: string, run: Run): void {
  const file = openSync(path, 'w');
  try {
    for (const piece of writeStats(runParts(run))) writeSync(file, piece);
    writeSync(file, '\n');
  } finally {
    closeSync(file);
  }
}
