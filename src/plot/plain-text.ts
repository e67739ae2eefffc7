const REPLACEMENT = '\uFFFD';

/**
 * A text that may come from anywhere, fit for a picture or a terminal: no control characters (they
 * would break XML, or command the terminal), no half characters, no line breaks.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\n\r\t]+/g, ' ')
    .replace(
      /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
      REPLACEMENT,
    );
}
