import type { Io } from '../program/io.ts';

/** One line on standard error, beginning with the program's name. */
export function say(io: Io, name: string, message: string): void {
  io.stderr.write(`${name}: ${message.split('\n').join(' ')}\n`);
}
