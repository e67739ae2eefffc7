/** A command as a value: it can be printed as well as run. */
export interface Command {
  readonly argv: readonly [string, ...string[]];
  /** What it reads from its standard input. */
  readonly input?: string;
}

export function command(...argv: [string, ...string[]]): Command {
  return { argv };
}

/** A command as it can be typed into a shell. */
export function shellText({ argv, input }: Command): string {
  const words = argv.map(quoted).join(' ');
  return input === undefined ? words : `${words} <<'END'\n${input}END`;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
