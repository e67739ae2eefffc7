import { EngineError } from '../errors.ts';
import type { Server, ServerHooks, ServerOptions } from './options.ts';

export function startServer(options: ServerOptions = {}, hooks: ServerHooks = {}): Promise<Server> {
  return Promise.reject(new EngineError('option', JSON.stringify([options, hooks])));
}
