export { EngineError, type EngineErrorCode, type EngineErrorDetails } from './errors.ts';
export type { ClientHooks } from './client/hooks/client-hooks.ts';
export { CLIENT_DEFAULTS, type ClientOptions } from './client/options/client-options.ts';
export { runClient } from './client/run-client.ts';
export type { Transport } from './protocol/transport.ts';
export {
  SERVER_DEFAULTS,
  type Server,
  type ServerHooks,
  type ServerOptions,
} from './server/options.ts';
export { startServer } from './server/start-server.ts';
export type { Clock, Milliseconds } from './platform/clock.ts';
export type { Loss, RunStatus, StopReason, TrafficCounters } from '../stats/index.ts';
