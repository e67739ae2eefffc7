import { CommanderError, type Command } from 'commander';
import { ExitStatus } from './errors.ts';
import { normaliseGoFlags } from './go-flags.ts';
import type { Io } from './io.ts';

export const EXIT_OK = 0;
export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;

/**
 * What the errors that we make ourselves lead to. They are known by name: a piece of the program that
 * is loaded when it is needed brings classes of its own.
 */
const EXIT_CODES: Readonly<Record<string, number>> = {
  UsageError: EXIT_USAGE,
  OptionError: EXIT_USAGE,
  StatsError: EXIT_FAILED,
  RunError: EXIT_FAILED,
};

/**
 * Parses the arguments and runs what they ask for. What goes wrong becomes one line on standard error.
 *
 * @returns the exit code
 */
export async function runProgram(
  program: Command,
  argv: readonly string[],
  io: Io,
): Promise<number> {
  try {
    await program.parseAsync(normaliseGoFlags(program, argv), { from: 'user' });
    return EXIT_OK;
  } catch (error) {
    return report(program.name(), error, io);
  }
}

/** Makes commander write to `io` and throw instead of leaving; for a program and each of its commands. */
export function tame(command: Command, io: Io): Command {
  return command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      outputError: () => undefined,
    })
    .showHelpAfterError(false);
}

function report(name: string, error: unknown, io: Io): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT_OK;
    // Without arguments commander has shown the help already.
    if (error.code !== 'commander.help') say(io, name, error.message.replace(/^error: /, ''));
    return EXIT_USAGE;
  }
  if (error instanceof ExitStatus) return error.status;
  if (!(error instanceof Error)) return internalError(name, String(error), io);
  const exitCode = EXIT_CODES[error.name] ?? (isSystemError(error) ? EXIT_FAILED : undefined);
  if (exitCode === undefined) return internalError(name, error.message, io);
  say(io, name, error.message);
  return exitCode;
}

function internalError(name: string, text: string, io: Io): number {
  say(io, name, `internal error, please report it: ${text}`);
  return EXIT_FAILED;
}

function isSystemError(error: Error): boolean {
  return 'syscall' in error;
}

/** One line on standard error, beginning with the program's name. */
export function say(io: Io, name: string, message: string): void {
  io.stderr.write(`${name}: ${message.split('\n').join(' ')}\n`);
}
