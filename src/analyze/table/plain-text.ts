/**
 * A text that may come from anywhere, fit for a terminal and for a line of its own: control
 * characters would command the terminal or break the line.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\n\r\t]+/g, ' ')
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
