import { afterEach, describe, expect, it } from 'vitest';
import { startServer } from '../../src/engine/index.ts';
import { parseText } from '../support/parse.ts';
import { ARE_BUILT, endAll, start } from '../support/started-program.ts';

afterEach(endAll);

const lacking = ARE_BUILT ? '' : ' (needs "npm run build")';
const CONNECTIONS = 40;
/** Long enough for a reply, whatever else the machine does. */
const INTERVAL_MS = 500;
const STOPPED_MS = 5000;
const DURATION_MS = 9000;

describe.skipIf(!ARE_BUILT)(`a client that is stopped${lacking}`, () => {
  it.each([[[]], [['-udp']], [['--workers=2']]])(
    'skips the packets of that time, and drops none: %j',
    async (flags) => {
      const server = await startServer({ address: '127.0.0.1:0', udp: true });
      try {
        const rateKBps = (CONNECTIONS * 1000) / INTERVAL_MS;
        const client = start('ctraffic', [
          `-address=127.0.0.1:${server.address.port}`,
          `-nconn=${CONNECTIONS}`,
          `-rate=${rateKBps}`,
          `-timeout=${DURATION_MS}ms`,
          '-stats=all',
          '-monitor',
          ...flags,
        ]);
        await client.says(new RegExp(`act/fail/connecting: ${CONNECTIONS}/0/0, .*send.*: [1-9]`));
        client.kill('SIGSTOP');
        await new Promise((resolve) => setTimeout(resolve, STOPPED_MS));
        client.kill('SIGCONT');
        const { code, stdout } = await client.ended;
        const { header, connections, samples } = await parseText(stdout);
        const sum = (values: Uint32Array): number => values.reduce((total, n) => total + n, 0);
        const { sent, received, dropped, skipped = 0 } = header;
        expect(code).toBe(0);
        expect(header.failedConnections).toBe(0);
        expect(sent).toBe(received);
        expect(dropped).toBe(0);
        // The last one of each client may still have been sent.
        const due = CONNECTIONS * (STOPPED_MS / INTERVAL_MS);
        expect(skipped).toBeGreaterThanOrEqual(due - 2 * CONNECTIONS);
        expect(sent + skipped).toBeLessThanOrEqual((CONNECTIONS * DURATION_MS) / INTERVAL_MS);
        expect(sum(connections.skipped)).toBe(skipped);
        expect(samples.extra.skipped?.at(-1)).toBe(skipped);
      } finally {
        await server.close();
      }
    },
  );
});
