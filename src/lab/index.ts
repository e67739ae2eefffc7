export { shellText, type Command } from './command.ts';
export { openEventLog, type LabEvent } from './system/event-log.ts';
export { raiseLab } from './cluster/lab.ts';
export { labsToStop, labToEnter, stopLab } from './cluster/labs.ts';
export type { LocalUpgradeOptions } from './run/local-upgrade.ts';
export { generationName, podName } from './cluster/pod-name.ts';
export {
  RUN_FILES,
  runScenario,
  topologyOf,
  type ScenarioOutcome,
  type ScenarioRunOptions,
} from './run/run-scenario.ts';
export type { Scenario } from './scenarios/scenario.ts';
export { ecmp } from './scenarios/ecmp.ts';
export { failover, type FailureKind } from './scenarios/failover.ts';
export { loss } from './scenarios/loss.ts';
export { undisturbed } from './scenarios/undisturbed.ts';
export { upgrade } from './scenarios/upgrade.ts';
export { isInUse, openLabRecords, type LabRecord, type LabRecords } from './system/lab-record.ts';
export { isAlive } from './system/process-identity.ts';
export { MOST_NODES, serviceAddress, type Family } from './topology/addresses.ts';
export { clientCommand, type TrafficOptions } from './topology/client.ts';
export { downCommands } from './topology/down.ts';
export { inside } from './topology/inside.ts';
export { machinesOf } from './topology/machines.ts';
export { LAB_ID, nodeName } from './topology/names.ts';
export { serverCommand } from './topology/server.ts';
export { targetCommands } from './topology/targets.ts';
export { familiesOf, type Mode, type Topology } from './topology/topology.ts';
export { upCommands } from './topology/up.ts';
