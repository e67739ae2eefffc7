export { definite } from './definite.ts';
export { serialiseEvents } from './events.ts';
export { serialise } from './file.ts';
export {
  evenly,
  randomly,
  rollingUpgrade,
  type Happening,
  type Landing,
  type Scenario,
} from './scenario.ts';
export { runOf } from './run.ts';
export { simulate, type Simulation } from './simulate.ts';
export { expectedTable } from './table.ts';
