import type { Spec } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

type Logger = NonNullable<NonNullable<Parameters<typeof compile>[1]>['logger']>;

/** A library does not print. What Vega-Lite remarks upon are matters of taste. */
const QUIET: Logger = {
  level: () => QUIET,
  error: () => QUIET,
  warn: () => QUIET,
  info: () => QUIET,
  debug: () => QUIET,
};

/** A chart as Vega has it. */
export function compileVegaLite(spec: TopLevelSpec): Spec {
  return compile(spec, { logger: QUIET }).spec;
}
