import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  balanceReport,
  clientsReport,
  connectionsReport,
  disturbancesReport,
  ecmpReport,
  hostsReport,
  intervalsReport,
  OptionError,
  outagesReport,
  replicasReport,
  summaryReport,
  throughputReport,
  upgradeReport,
} from '../../src/analyze/index.ts';
import { StatsError, type ConnectionRow } from '../../src/stats/index.ts';
import { runOf } from '../support/runs.ts';

const REPORTS = [
  clientsReport,
  connectionsReport,
  disturbancesReport,
  ecmpReport,
  hostsReport,
  intervalsReport,
  outagesReport,
  replicasReport,
  summaryReport,
  throughputReport,
];
/** They draw thousands of upgrades, or of spreads, each. */
const SIMULATING = [balanceReport, upgradeReport];

/** Times that contradict each other, and names that come and go: nothing that a client would write. */
const timeNs = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.constantFrom(5e9, 6e9, 9e9, 2 ** 53 - 1),
);
const connection: fc.Arbitrary<Partial<ConnectionRow>> = fc.record(
  {
    startedNs: timeNs,
    connectNs: timeNs,
    endedNs: fc.oneof(timeNs, fc.constant(Infinity)),
    err: fc.constantFrom('', 'EOF', '\u0000'),
    host: fc.constantFrom('', 'a', 'b', '__proto__', 'constructor', '\u001b[0m'),
    client: fc.constantFrom(0, 1, 7, 2 ** 31 - 1),
  },
  { requiredKeys: ['startedNs', 'connectNs', 'endedNs', 'err', 'host'] },
);

it.each([
  { what: 'reports', reports: REPORTS, numRuns: 2000 },
  { what: 'reports that simulate', reports: SIMULATING, numRuns: 200 },
])('a run of any nonsense gives $what, or one clear line', async ({ reports, numRuns }) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(connection, { maxLength: 12 }),
      fc.constantFrom(0, 1, 10, 1e9, 10e9),
      fc.constantFrom(0, 1, 2, 1000),
      fc.constantFrom(0, 0.001, 100),
      async (connections, durationNs, clients, rateKBps) => {
        const header = { durationNs, connections: clients, rateKBps };
        const run = await runOf({ header, connections });
        for (const report of reports) {
          try {
            expect(report(run).toText()).not.toMatch(/NaN|undefined|\[object|function/);
          } catch (error) {
            if (!(error instanceof StatsError) && !(error instanceof OptionError)) throw error;
          }
        }
      },
    ),
    { numRuns, seed: 1 },
  );
});
