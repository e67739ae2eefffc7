/**
 * Lets flags be written as Go's flag package takes them: `-out g.svg` and `-out=g.svg` become
 * `--out …`. Flags of one letter, numbers, `-` and what follows `--` stay as they are.
 */
export function normaliseGoFlags(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return argv.map((argument, i) =>
    (end === -1 || i < end) && /^-[a-zA-Z][\w-]/.test(argument) ? `-${argument}` : argument,
  );
}
