/**
 * What encoders write otherwise than it is, Go's among them (`<`, `>`, `&`). Addresses and names have none
 * of it: to look for it costs less than to encode each of a million texts.
 */
const NEEDS_ESCAPE = /[^ -~]|[<>&"\\]/;

/** A text as Go encodes it. */
export function goString(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return `"${text}"`;
  return goEscape(JSON.stringify(text));
}

/**
 * Go's encoder escapes these as well, to make its output safe inside HTML. Lone surrogates, which
 * are no characters and stand as escapes in `json`, become U+FFFD.
 */
export function goEscape(json: string): string {
  const sound = json.replace(
    /(\\\\)|\\ud[89a-f][\da-f]{2}/g,
    (_, backslashes?: string) => backslashes ?? '\ufffd',
  );
  return sound.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
