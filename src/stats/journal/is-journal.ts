import { JOURNAL_KEY } from './keys.ts';

/** White space before the first brace may be so long, and no longer. */
const MAX_HEAD_BYTES = 256;
const decoder = new TextDecoder();
const BEGIN = `{"${JOURNAL_KEY}"`;

/** Whether bytes begin a journal; undefined where they are too few to say. */
export function isJournal(bytes: Uint8Array): boolean | undefined {
  const head = decoder.decode(bytes.subarray(0, MAX_HEAD_BYTES)).replaceAll(/[ \t\r\n]/g, '');
  if (head.startsWith(BEGIN)) return true;
  return BEGIN.startsWith(head) && bytes.length < MAX_HEAD_BYTES ? undefined : false;
}
