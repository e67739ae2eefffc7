import { StatsError } from '../../../stats/index.ts';
import { sourceName } from './source-name.ts';

/** The analyzer does not know its file's name: it stands before what the analyzer says. */
export function withSource(error: unknown, file: string): unknown {
  if (!(error instanceof StatsError)) return error;
  return new StatsError({ ...error.details, source: sourceName(file) });
}
