import type { Part, PartListener, PartOrder } from './part.ts';
import type { StartOfRun } from './start-of-run.ts';

/** Parts that wait for the start of the run. */
export interface Prepared {
  /**
   * Begins all of them.
   *
   * @throws {EngineError} where the traffic cannot begin
   */
  begin(start: StartOfRun, listenerOf: (part: number) => PartListener): readonly Part[];
}

/**
 * Gets the parts of a run ready.
 *
 * @throws {EngineError} where a thread cannot be started
 */
export type Launch = (orders: readonly PartOrder[]) => Promise<Prepared>;
