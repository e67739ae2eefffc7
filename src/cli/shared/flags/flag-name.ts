/** Units that the library's options have in their names, and flags in their values. */
const UNIT = /(?:Ns|Ms|KBps|Bytes)$/;

/** Options that take several values, each of which is given by a flag of its own. */
const REPEATED: Readonly<Record<string, string>> = { changes: '--change' };

/** The flag that gives an option of the library, where nothing else is said: `intervalNs` is `--interval`. */
export function flagName(option: string): string {
  const repeated = REPEATED[option];
  if (repeated !== undefined) return repeated;
  const words = option.replace(UNIT, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `--${words}`;
}
