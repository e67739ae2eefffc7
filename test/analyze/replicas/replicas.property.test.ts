import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replicaTable, type ReplicaTable } from '../../../src/analyze/index.ts';
import { holdsFor } from '../../support/property.ts';
import {
  definite,
  expectedTable,
  runOf,
  type Scenario,
  simulate,
  type Simulation,
} from '../../support/simulate/index.ts';
import { SCENARIOS, unheard } from '../scenarios.ts';

function comparable(table: ReplicaTable): ReturnType<typeof expectedTable> {
  return {
    hosts: table.replicas.map(({ hosts }) => hosts),
    rows: table.rows.map(({ connections, lost }) => ({ connections, lost })),
  };
}

/** A run whose successors and names follow from what the file says. */
function tellable(scenario: Scenario): Simulation {
  const simulation = simulate(scenario);
  fc.pre(scenario.optionalFields === true || !simulation.truth.entangled);
  fc.pre(!simulation.truth.disputed);
  return simulation;
}

async function fromLosses(scenario: Scenario): Promise<void> {
  const { file, truth } = tellable(scenario);
  fc.pre(definite(truth));
  const table = replicaTable(await runOf(file));
  expect(comparable(table)).toEqual(expectedTable(truth));
  expect(table.lostUnknown).toBe(truth.lostUnknown);
}

async function fromEvents(scenario: Scenario): Promise<void> {
  const { file, truth, events } = tellable(scenario);
  const table = replicaTable(await runOf(file), { events });
  expect(comparable(table)).toEqual(expectedTable(truth));
  expect(table.lostUnknown).toBe(truth.lostUnknown);
}

describe.each(Object.entries(SCENARIOS))('the replica table of %s', (_, scenarios) => {
  it('is the true one, found from the losses alone', () => holdsFor(scenarios, fromLosses));

  it('is the true one, found with the events', () => holdsFor(scenarios, fromEvents));

  it('counts apart what was lost before its first echo', () =>
    holdsFor(unheard(scenarios), fromLosses));

  it('counts it apart with the events', () => holdsFor(unheard(scenarios), fromEvents));
});
