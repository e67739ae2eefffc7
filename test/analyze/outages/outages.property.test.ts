import { describe, expect, it } from 'vitest';
import { findOutages, outages, parseEvents } from '../../../src/analyze/index.ts';
import { quantile } from '../../../src/analyze/statistics/quantile.ts';
import { holdsFor } from '../../support/property.ts';
import { runOf, serialiseEvents, simulate, type Simulation } from '../../support/simulate/index.ts';
import { SCENARIOS, unheard } from '../scenarios.ts';

const RUNS = 12;

/** Each client's times without service, out of the file itself: from its last echo to the next one. */
function trueGaps({ file }: Simulation): number[] {
  const perClient = new Map<number, Simulation['file']['ConnStats'][number][]>();
  for (const connection of file.ConnStats) {
    const client = connection.Client ?? -1;
    perClient.set(client, [...(perClient.get(client) ?? []), connection]);
  }
  return [...perClient.values()].flatMap((life) => {
    const gaps: number[] = [];
    let last = life[0]?.Started ?? 0;
    let isDown = false;
    for (const { FirstReceived = 0, LastReceived = 0, Err } of life) {
      if (FirstReceived > 0) {
        if (isDown) gaps.push(FirstReceived - last);
        isDown = false;
        last = LastReceived;
      }
      if (Err !== '') isDown = true;
    }
    if (isDown) gaps.push(file.Duration - last);
    return gaps;
  });
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

const OURS = new Set(['FirstReceived', 'LastReceived', 'Cause']);

/** The same run as the original would have recorded it, but for the clients' numbers. */
function withoutTimeStamps(simulation: Simulation): Simulation['file'] {
  return {
    ...simulation.file,
    ConnStats: simulation.file.ConnStats.map((connection) =>
      Object.fromEntries(Object.entries(connection).filter(([key]) => !OURS.has(key))),
    ) as unknown as Simulation['file']['ConnStats'],
  };
}

describe.each(Object.entries(SCENARIOS))('the outages of %s', (_, scenarios) => {
  const all = unheard(scenarios).map((scenario) => ({ ...scenario, optionalFields: true }));

  it('are at most those from echo to echo, and shorter by a packet interval at most', () =>
    holdsFor(
      all,
      async (scenario) => {
        const simulation = simulate(scenario);
        const { outages: found, clientOutages } = findOutages(await runOf(simulation.file));
        const gaps = trueGaps(simulation);
        const { leastNs, mostNs, length, disturbance } = clientOutages;
        const waitedNs = gaps.length * (1.1 * found.resolutionNs + 1e6);
        expect(found.measured).toBe(true);
        expect(sum(mostNs)).toBeLessThanOrEqual(sum(gaps));
        expect(sum(mostNs)).toBeGreaterThanOrEqual(sum(gaps) - waitedNs);
        for (let row = 0; row < length; row++)
          expect(leastNs[row]).toBeLessThanOrEqual(mostNs[row] ?? NaN);
        expect(sum(found.disturbances.map(({ clients }) => clients))).toBe(length);
        for (const { outage, number } of found.disturbances) {
          for (const [bound, ofBound] of [
            [outage.least, leastNs],
            [outage.most, mostNs],
          ] as const) {
            const lengths = ofBound.filter((__, row) => disturbance[row] === number - 1).sort();
            const { min, median, p95, p99, max } = bound;
            expect([min, median, p95, p99, max].map(({ ns }) => ns)).toEqual(
              [0, 0.5, 0.95, 0.99, 1].map((share) => quantile(lengths, share)),
            );
          }
        }
      },
      RUNS,
    ));

  it('lie between the bounds of a file without time stamps', () =>
    holdsFor(
      all,
      async (scenario) => {
        const simulation = simulate(scenario);
        const measured = findOutages(await runOf(simulation.file)).clientOutages;
        const bounds = findOutages(await runOf(withoutTimeStamps(simulation)));
        expect(bounds.outages.measured).toBe(false);
        expect(bounds.clientOutages.client).toEqual(measured.client);
        // A packet leaves up to so much after its time.
        const slackNs = 1e6;
        measured.leastNs.forEach((ns, row) => {
          expect(bounds.clientOutages.leastNs[row]).toBeLessThanOrEqual(ns + slackNs);
          expect(bounds.clientOutages.mostNs[row]).toBeGreaterThanOrEqual(
            (measured.mostNs[row] ?? NaN) - slackNs,
          );
        });
      },
      RUNS,
    ));

  it('agree with the packets that were lost', () =>
    holdsFor(
      all,
      async (scenario) => {
        const { file } = simulate({ ...scenario, unheardShare: 0 });
        const run = await runOf(file);
        const { outages: found, clientOutages } = findOutages(run);
        for (const { number, clients, lossDerivedNs } of found.disturbances) {
          const meanNs = (lengths: Float64Array): number =>
            sum(lengths.filter((__, row) => clientOutages.disturbance[row] === number - 1)) /
            file.Connections;
          const knownToNs = 1.02 * ((found.resolutionNs * clients) / file.Connections) + 1e6;
          expect(lossDerivedNs).toBeGreaterThanOrEqual(meanNs(clientOutages.leastNs) - knownToNs);
          expect(lossDerivedNs).toBeLessThanOrEqual(meanNs(clientOutages.mostNs) + knownToNs);
        }
      },
      RUNS,
    ));

  it('begin with the events where they are given', () =>
    holdsFor(
      all,
      async (scenario) => {
        const simulation = simulate({ ...scenario, unheardShare: 0 });
        const run = await runOf(simulation.file);
        const events = parseEvents(serialiseEvents(simulation), run.header);
        for (const found of outages(run, { events }).disturbances) {
          expect(found.event).toBeDefined();
          expect(found.timeToDetectNs).toBe(found.firstLossNs - found.startNs);
          expect(found.timeToDetectNs).toBeLessThanOrEqual(
            1e9 + 1.1 * simulation.truth.resolutionNs,
          );
          if (found.fullConvergenceNs !== null) {
            const { least, most } = found.fullConvergenceNs;
            expect(least).toBeLessThanOrEqual(most);
            expect(most).toBeGreaterThanOrEqual(found.timeToDetectNs ?? 0);
          }
        }
      },
      RUNS,
    ));
});
