import type { runClient, startServer } from '../../engine/index.ts';
import { keepHeapSmall } from './heap.ts';

/** What the program needs of the engine. */
export interface Engine {
  readonly runClient: typeof runClient;
  readonly startServer: typeof startServer;
}

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Signals to this process; `process` is one. */
export interface Signals {
  on(signal: StopSignal | 'SIGHUP', handler: () => void): unknown;
  off(signal: StopSignal | 'SIGHUP', handler: () => void): unknown;
}

/** What the program has of the world beside its streams, so that tests can run it in process. */
export interface TrafficWorld {
  /** Loads the engine, which analyses do without. */
  readonly loadEngine: () => Promise<Engine>;
  readonly signals: Signals;
  /** Ends the process at once. */
  readonly leave: (exitCode: number) => void;
}

export const PROCESS_WORLD: TrafficWorld = {
  loadEngine: async () => {
    const engine = await import('../../engine/index.ts');
    keepHeapSmall();
    return engine;
  },
  signals: process,
  leave: (exitCode) => process.exit(exitCode),
};
