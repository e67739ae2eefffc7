export { definite } from './definite.ts';
export { serialiseEvents } from './events.ts';
export { serialise, type FileConnection, type FileSample, type StatsFile } from './file.ts';
export { createRandom, type Random } from './random.ts';
export {
  evenly,
  randomly,
  resolutionNs,
  rollingUpgrade,
  type Happening,
  type Landing,
  type Scenario,
} from './scenario.ts';
export { runOf } from './run.ts';
export { simulate, type Simulation } from './simulate.ts';
export { expectedTable, type ExpectedTable } from './table.ts';
export type { TrueStep, Truth } from './truth.ts';
