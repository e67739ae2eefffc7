export { EngineError, type EngineErrorCode } from './errors.ts';
export type { ClientHooks, Loss, RunStatus } from './client/hooks.ts';
export { CLIENT_DEFAULTS, type ClientOptions } from './client/options.ts';
export { startOfRun } from './client/record/start-of-run.ts';
export { runClient } from './client/run-client.ts';
export type { StopReason, TrafficCounters } from './client/traffic/listener.ts';
export type { Transport } from './client/traffic/plan.ts';
export {
  SERVER_DEFAULTS,
  type Server,
  type ServerHooks,
  type ServerOptions,
} from './server/options.ts';
export { startServer } from './server/start-server.ts';
export type { Clock, Milliseconds } from './platform/clock.ts';
