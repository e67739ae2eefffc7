import type { ClientOptions, ServerOptions } from '../../../engine/index.ts';
import type { FlagRow } from './flag-row.ts';
import { FLAG_ROWS } from './flag-rows.ts';
import { flagOf, type Flags } from './flags.ts';

/** The values of a row are those of its flag. */
const ROWS = Object.entries(FLAG_ROWS) as [keyof Flags, FlagRow<unknown>][];

/**
 * The engine's options for the flags that were given; the engine knows the defaults.
 *
 * @throws {RunError} where `--srcfile` cannot be read
 */
export function clientOptions(flags: Flags): ClientOptions {
  return { detail: 'summary', transport: 'tcp', ...settings('client', flags) };
}

/** The same for a server. */
export function serverOptions(flags: Flags): ServerOptions {
  return settings('server', flags);
}

/** The flag that sets an option of the engine; undefined = none does. */
export function flagForOption(option: string): string | undefined {
  const found = ROWS.find(
    ([, { client, server }]) => client?.option === option || server?.option === option,
  );
  return found && flagOf(found[1].usage);
}

function settings(end: 'client' | 'server', flags: Flags): ClientOptions & ServerOptions {
  const options: Record<string, unknown> = {};
  for (const [key, row] of ROWS) {
    const setting = row[end];
    const value = flags[key];
    if (setting === undefined || value === undefined) continue;
    const set = setting.from(value);
    if (set !== undefined) options[setting.option] = set;
  }
  return options;
}
