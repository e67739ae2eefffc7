import { expect, test, vi } from 'vitest';
import { runClient } from '../../../src/engine/index.ts';

vi.mock('node:dns/promises', () => ({ lookup: () => new Promise(() => undefined) }));

test('an abort does not wait for a name server that is silent', async () => {
  const abort = new AbortController();
  const running = runClient({ address: 'name.example:5003' }, { signal: abort.signal });
  setImmediate(() => {
    abort.abort();
  });
  expect((await running).header).toMatchObject({ stopped: 'interrupted', sent: 0 });
});
