import { plainText } from '../../../analyze/table/plain-text.ts';
import type { Sink } from '../program/io.ts';

const ERASE_LINE = '\r\x1b[K';

/** Writes in place of what stands in the line of a terminal; without a text the line is empty. */
export function redrawLine(sink: Sink, text = ''): void {
  redrawPainted(sink, plainText(text));
}

/** The same with a text that holds colours, and nothing that comes from elsewhere. */
export function redrawPainted(sink: Sink, text: string): void {
  sink.write(`${ERASE_LINE}${text}`);
}
