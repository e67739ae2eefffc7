import type { Command } from 'commander';
import type { Io } from './io.ts';
import { EXIT_OK, runProgram } from './run-program.ts';

/** Runs a program as this process. */
export async function runAsProcess(
  create: (io: Io) => Command,
  normalise: (argv: readonly string[]) => string[],
): Promise<void> {
  const { stdin, stdout, stderr, env } = process;
  // A reader that has had enough (`| head`) is no error.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT_OK);
    throw error;
  });
  const io: Io = { stdin, stdout, stderr, env };
  process.exitCode = await runProgram(create(io), normalise(process.argv.slice(2)), io);
}
