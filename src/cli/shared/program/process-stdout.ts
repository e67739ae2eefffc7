import { writeSync } from 'node:fs';
import { RunError } from '../errors.ts';
import type { Sink } from './io.ts';
import { EXIT_OK } from './run-program.ts';
import { systemWords } from '../system-words.ts';

const DESCRIPTOR = 1;

/** What comes of a program whose reader has had enough (`| head`). */
export type ReaderGone = 'leave' | 'go on';

/**
 * Standard output, written without Node's stream, which takes longer to make than most of what is
 * written takes. A reader that has had enough is no error.
 */
export function processStdout(readerGone: ReaderGone): Sink {
  // Once the stream holds something, all that follows must queue behind it.
  let streams = false;
  let isClosed = false;
  const failed = (error: unknown): void => {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') {
      throw new RunError(`(standard output): cannot be written: ${systemWords(error)}`, {
        cause: error,
      });
    }
    if (readerGone === 'leave') process.exit(EXIT_OK);
    isClosed = true;
  };
  return {
    write: (data) => {
      if (isClosed) return;
      const bytes = typeof data === 'string' ? Buffer.from(data) : data;
      try {
        const written = streams ? 0 : writeDirectly(bytes);
        if (written === bytes.length) return;
        if (!streams) process.stdout.on('error', failed);
        streams = true;
        process.stdout.write(bytes.subarray(written));
      } catch (error) {
        failed(error);
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

/** @returns how much went; less than all where the reader is slow and does not let its writers wait */
function writeDirectly(bytes: Uint8Array): number {
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(DESCRIPTOR, bytes, written);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
  }
  return written;
}
