import type { Run, StopReason } from '../../../stats/index.ts';
import type { ClientHooks } from '../hooks/client-hooks.ts';
import { HookCaller } from '../hooks/hook-caller.ts';
import type { ResolvedOptions } from '../options/resolve-options.ts';
import type { Launch, Prepared } from '../parts/launch.ts';
import type { Part } from '../parts/part.ts';
import { startOfRun } from '../parts/start-of-run.ts';
import type { TrafficPlan } from '../plan/traffic-plan.ts';
import { JournalFile } from './journal-file.ts';
import { Recorder } from './recorder.ts';

export interface RunOrder {
  readonly options: ResolvedOptions;
  /** One for each part of the traffic. */
  readonly plans: readonly TrafficPlan[];
  readonly version: string;
  readonly launch: Launch;
}

/**
 * Makes the traffic and records it, from the journal's first line to its last.
 *
 * @throws {EngineError} where the journal cannot be made, or the traffic cannot begin; whatever a hook throws
 */
export async function recordRun(
  { options, plans, version, launch }: RunOrder,
  hooks: ClientHooks,
): Promise<Run> {
  const caller = new HookCaller(hooks);
  const journal =
    options.journal === undefined
      ? undefined
      : await JournalFile.open(options.journal, (words) => {
          caller.notice(words);
        });
  try {
    const orders = plans.map((plan) => ({ plan, sampleIntervalMs: options.sampleIntervalMs }));
    const prepared = await launch(orders);
    return await record(
      prepared,
      { options, plans, version, launch },
      journal,
      hooks.signal,
      caller,
    );
  } finally {
    await journal?.close();
  }
}

async function record(
  prepared: Prepared,
  { options, plans, version }: RunOrder,
  journal: JournalFile | undefined,
  signal: AbortSignal | undefined,
  caller: HookCaller,
): Promise<Run> {
  const start = startOfRun();
  let parts: readonly Part[] = [];
  let stopping: StopReason | undefined;
  const stopAll = (reason: StopReason): void => {
    stopping ??= reason;
    for (const part of parts) part.stop(reason);
  };
  const recorder = new Recorder({
    options,
    parts: plans.length,
    wallClock: start.wallClock,
    version,
    caller,
    journal,
    stopAll,
  });
  const onAbort = (): void => {
    stopAll('interrupted');
  };
  try {
    parts = prepared.begin(start, (part) => recorder.listenerOf(part));
    // What came before the parts were known.
    if (stopping !== undefined) stopAll(stopping);
    if (signal?.aborted === true || caller.failed.aborted) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    caller.failed.addEventListener('abort', onAbort, { once: true });
    return await recorder.run;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
