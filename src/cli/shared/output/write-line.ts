// Not by the index: a program that starts loads no analysis for it.
import { plainText } from '../../../analyze/table/plain-text.ts';
import type { Sink } from '../program/io.ts';

/** A line of its own: what it quotes of files and other machines neither breaks it nor commands the terminal. */
export function writeLine(sink: Sink, text: string): void {
  sink.write(`${plainText(text)}\n`);
}
