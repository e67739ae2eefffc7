const LINE_ENDS = /[\n\r\t]+/g;
const UNSAFE = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const NEVER_UNSAFE = /^[ -~]*$/;

/**
 * A text that may come from anywhere, fit for a picture, a terminal and a line of its own: no control
 * characters (they would break XML and the line, or command the terminal), nothing that turns the order
 * of what follows, no half characters. A text that is plain already comes back as it is.
 */
export function plainText(text: string): string {
  if (NEVER_UNSAFE.test(text)) return text;
  return text.replace(LINE_ENDS, ' ').replace(UNSAFE, '\ufffd');
}
