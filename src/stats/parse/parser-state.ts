/** Where in a file the parser stands, and what it expects next. */
export const EXPECTATIONS = {
  start: 'a JSON object',
  'first-member': 'a whole member',
  member: 'a whole member',
  skipping: 'the rest of a value',
  'after-value': '"," or "}"',
  'first-element': 'a whole object',
  element: 'a whole object',
  'after-element': '"," or "]"',
  done: 'the end of the file',
} as const;

export type ParserState = keyof typeof EXPECTATIONS;
