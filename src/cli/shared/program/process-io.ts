import type { Command } from 'commander';
import type { Io, Sink } from './io.ts';
import { processStdout, type ReaderGone } from './process-stdout.ts';
import { runProgram } from './run-program.ts';

/**
 * Runs a program as this process.
 *
 * @param readerGone whether it goes on, for its verdict, when nobody takes its output any more
 */
export async function runAsProcess(
  create: (io: Io) => Command,
  readerGone: ReaderGone = 'leave',
): Promise<void> {
  // Node makes each of its streams when it is first asked for, which takes milliseconds.
  const io: Io = {
    stdout: processStdout(readerGone),
    get stdin() {
      return process.stdin;
    },
    get stderr() {
      return processStderr();
    },
    env: process.env,
  };
  process.exitCode = await runProgram(create(io), process.argv.slice(2), io);
}

let isStderrHeld = false;

/** Words that nobody reads are no reason to end: a run goes on without them. */
function processStderr(): Sink {
  if (!isStderrHeld) process.stderr.on('error', () => undefined);
  isStderrHeld = true;
  return process.stderr;
}
