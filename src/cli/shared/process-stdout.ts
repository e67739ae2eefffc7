import { writeSync } from 'node:fs';
import type { Sink } from './io.ts';
import { EXIT_OK } from './run-program.ts';

const DESCRIPTOR = 1;

/**
 * Standard output, written without Node's stream, which takes longer to make than most of what is
 * written takes. A reader that has had enough (`| head`) is no error.
 */
export function processStdout(): Sink {
  return {
    write: (data) => {
      const bytes = typeof data === 'string' ? Buffer.from(data) : data;
      try {
        writeAll(bytes);
      } catch (error) {
        leaveQuietlyIfClosed(error);
      }
    },
    get isTTY() {
      return process.stdout.isTTY;
    },
    get columns() {
      return process.stdout.columns;
    },
    get rows() {
      return process.stdout.rows;
    },
  };
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(DESCRIPTOR, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      // A reader that is slow and does not let its writers wait: the stream waits for it.
      process.stdout.on('error', leaveQuietlyIfClosed);
      process.stdout.write(bytes.subarray(written));
      return;
    }
  }
}

function leaveQuietlyIfClosed(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(EXIT_OK);
  throw error;
}
