/**
 * A text that may come from anywhere, fit for a picture, a terminal and a line of its own: no control
 * characters (they would break XML and the line, or command the terminal), no half characters.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\n\r\t]+/g, ' ')
    .replace(
      /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
      '\ufffd',
    );
}
