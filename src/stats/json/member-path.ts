/** Of a key that is not ours, a message shows so much. */
const MAX_KEY_SHOWN = 40;

/** A key that is not ours as part of a JSON path; in quotes where it is no plain word. */
export function memberPath(key: string): string {
  const shown = key.slice(0, MAX_KEY_SHOWN);
  return /^[\w-]+$/.test(shown) ? `.${shown}` : `[${JSON.stringify(shown)}]`;
}
