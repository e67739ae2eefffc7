import { CommanderError, type Command } from 'commander';
import { isCtrafficError, type CtrafficError } from '../../../stats/index.ts';
import { ExitStatus } from '../errors.ts';
import { flagName } from '../flags/flag-name.ts';
import { normaliseGoFlags } from '../flags/go-flags.ts';
import { say } from '../output/say.ts';
import type { Io } from './io.ts';

export const EXIT_OK = 0;
export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;

/**
 * What the errors of the programs lead to. They are known by name: a piece of the program that is
 * loaded when it is needed brings classes of its own.
 */
const EXIT_CODES: Readonly<Record<string, number>> = {
  UsageError: EXIT_USAGE,
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
  if (isCtrafficError(error)) {
    say(io, name, inFlags(error));
    return error.code === 'option' ? EXIT_USAGE : EXIT_FAILED;
  }
  if (!(error instanceof Error)) return internalError(name, String(error), io);
  const exitCode = EXIT_CODES[error.name] ?? (isSystemError(error) ? EXIT_FAILED : undefined);
  if (exitCode === undefined) return internalError(name, error.message, io);
  say(io, name, error.message);
  return exitCode;
}

/** An option of the library is a flag here. */
function inFlags({ message, details: { option } }: CtrafficError): string {
  return option === undefined ? message : `${flagName(option)}${message.slice(option.length)}`;
}

function internalError(name: string, text: string, io: Io): number {
  say(io, name, `internal error, please report it: ${text}`);
  return EXIT_FAILED;
}

function isSystemError(error: Error): boolean {
  return 'syscall' in error;
}
