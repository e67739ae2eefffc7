import type { Run } from '../../stats/index.ts';
import { EngineError } from '../errors.ts';
import type { ClientHooks } from './hooks.ts';
import type { ClientOptions } from './options.ts';

export function runClient(options: ClientOptions = {}, hooks: ClientHooks = {}): Promise<Run> {
  return Promise.reject(new EngineError('option', JSON.stringify([options, hooks])));
}
