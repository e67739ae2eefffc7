import type { Io } from '../program/io.ts';
import { writeLine } from './write-line.ts';

/** One line on standard error, beginning with the program's name. */
export function say(io: Io, name: string, message: string): void {
  writeLine(io.stderr, `${name}: ${message}`);
}
