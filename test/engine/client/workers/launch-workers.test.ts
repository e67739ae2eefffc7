import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ClientHooks } from '../../../../src/engine/client/hooks/client-hooks.ts';
import { resolveOptions } from '../../../../src/engine/client/options/resolve-options.ts';
import { planParts } from '../../../../src/engine/client/plan/plan-parts.ts';
import { recordRun } from '../../../../src/engine/client/record/record-run.ts';
import { launchWorkersFrom } from '../../../../src/engine/client/workers/launch-workers.ts';
import { EngineError } from '../../../../src/engine/errors.ts';
import { connectionRows, sampleRows, type Run } from '../../../../src/stats/index.ts';

const FAILING_WORKER = join(import.meta.dirname, 'failing-worker.js');

/** @param seed what all workers do */
function run(seed: number, hooks: ClientHooks = {}, path = FAILING_WORKER): Promise<Run> {
  const options = resolveOptions({ connections: 2, workers: 2 });
  const plans = planParts(options, [], undefined).map((plan) => ({ ...plan, seed }));
  return recordRun(
    { options, plans, version: '1.2.3', launch: (orders) => launchWorkersFrom(path, orders) },
    hooks,
  );
}

test.each([
  [3, 'a thread of the client died: out of memory'],
  [4, 'a thread of the client died: it ended with code 7'],
])(
  'a worker that dies (%d) ends the run, and nothing that was told is lost',
  async (seed, words) => {
    const notices: string[] = [];
    const result = await run(seed, { onNotice: (notice) => notices.push(notice) });
    expect(result.header).toMatchObject({ stopped: 'tester-failed', sent: 10, received: 8 });
    expect(result.header.latency).toMatchObject({ Count: 8 });
    expect(
      [...connectionRows(result.connections)].sort((a, b) => (a.client ?? 0) - (b.client ?? 0)),
    ).toMatchObject([
      { client: 0, endedNs: Infinity, sent: 5 },
      { client: 1, endedNs: 2e9, sent: 5 },
    ]);
    expect([...sampleRows(result.samples)].at(-1)).toMatchObject({ sent: 10, timeNs: 2e9 });
    expect(notices).toContain(words);
    expect(notices).toContain('descriptors run out');
  },
);

test('a worker that cannot begin is an error', async () => {
  await expect(run(2)).rejects.toThrow(
    new EngineError({
      code: 'option',
      option: 'sources',
      line: 3,
      expected: 'an address',
      found: '"x"',
    }),
  );
});

test('a worker that does not come up is an error', async () => {
  await expect(run(1)).rejects.toThrow('workers: expected threads that start, found no memory');
  await expect(run(0, {}, '/no/such/module.js')).rejects.toThrow(
    /^workers: expected threads that start, found Cannot find module/,
  );
});
