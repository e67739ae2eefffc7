import type { Command, Option } from 'commander';
import { UsageError } from '../errors.ts';

/** The words that Go takes for true and false. */
const BOOLEANS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['1', 't', 'T', 'true', 'TRUE', 'True'].map((word) => [word, true])),
  ...Object.fromEntries(['0', 'f', 'F', 'false', 'FALSE', 'False'].map((word) => [word, false])),
};

/**
 * Lets flags be written as Go's flag package takes them: `-out g.svg` and `-out=g.svg` become
 * `--out …`, `-udp=true` becomes `--udp` and `-udp=false` its twin `--no-udp`, or nothing where it
 * has none. Only what is a flag of the program is touched: a title may begin with a dash.
 *
 * @throws {UsageError} where a flag without a value is given one that is no boolean
 */
export function normaliseGoFlags(program: Command, argv: readonly string[]): string[] {
  const flags = new Map<string, Option | undefined>(
    [program, ...program.commands].flatMap(({ options }) =>
      options.flatMap((option) =>
        option.long === undefined ? [] : [[option.long, option] as const],
      ),
    ),
  );
  flags.set('--help', undefined);
  const end = argv.indexOf('--');
  return argv.flatMap((argument, i) => {
    if (end !== -1 && i >= end) return [argument];
    const [name = ''] = argument.split('=', 1);
    const long = flags.has(name) ? argument : `-${argument}`;
    const flag = long.split('=', 1)[0] ?? '';
    if (!flags.has(flag)) return [argument];
    const option = flags.get(flag);
    const takesValue = option === undefined || option.required || option.optional;
    if (takesValue || flag === long) return [long];
    const value = BOOLEANS[long.slice(flag.length + 1)];
    if (value === undefined) {
      throw new UsageError(
        `${flag}: expected true or false, found '${long.slice(flag.length + 1)}'`,
      );
    }
    if (value) return [flag];
    const twin = `--no-${flag.slice(2)}`;
    return flags.has(twin) ? [twin] : [];
  });
}
