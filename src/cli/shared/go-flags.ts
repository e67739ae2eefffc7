import type { Command } from 'commander';

/**
 * Lets flags be written as Go's flag package takes them: `-out g.svg` and `-out=g.svg` become
 * `--out …`. Only what is a flag of the program is touched: a title may begin with a dash.
 */
export function normaliseGoFlags(program: Command, argv: readonly string[]): string[] {
  const flags = new Set(
    [program, ...program.commands].flatMap(({ options }) =>
      options.flatMap(({ long }) => (long === undefined ? [] : [long])),
    ),
  );
  flags.add('--help');
  const end = argv.indexOf('--');
  return argv.map((argument, i) => {
    const isFlag = flags.has(`-${argument.split('=', 1)[0] ?? ''}`);
    return isFlag && (end === -1 || i < end) ? `-${argument}` : argument;
  });
}
