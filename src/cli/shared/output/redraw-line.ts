import type { Sink } from '../program/io.ts';

const ERASE_LINE = '\r\x1b[K';

/** Writes in place of what stands in the line of a terminal; without a text the line is empty. */
export function redrawLine(sink: Sink, text = ''): void {
  sink.write(`${ERASE_LINE}${text}`);
}
