import type { Command } from 'commander';
import type { Io } from '../../src/cli/shared/program/io.ts';
import { runProgram } from '../../src/cli/shared/program/run-program.ts';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What was written to standard output, as bytes. */
  readonly bytes: Buffer;
}

export interface CliWorld {
  readonly stdin?: string | Uint8Array;
  /** Whether standard output, and standard error, are terminals. */
  readonly stdoutIsTerminal?: boolean;
  readonly stderrIsTerminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program in this process. */
export async function runCli(
  create: (io: Io) => Command,
  argv: readonly string[],
  { stdin = '', stdoutIsTerminal = false, stderrIsTerminal = false, env = {} }: CliWorld = {},
): Promise<CliResult> {
  const out: Uint8Array[] = [];
  const err: Uint8Array[] = [];
  const sink = (chunks: Uint8Array[], isTTY: boolean): Io['stdout'] => ({
    write: (data) => chunks.push(Buffer.from(data)),
    isTTY,
    columns: 80,
  });
  const io: Io = {
    stdin: (async function* () {
      await Promise.resolve();
      yield Buffer.from(stdin);
    })(),
    stdout: sink(out, stdoutIsTerminal),
    stderr: sink(err, stderrIsTerminal),
    env,
  };
  const code = await runProgram(create(io), argv, io);
  const bytes = Buffer.concat(out);
  return { code, stdout: bytes.toString(), stderr: Buffer.concat(err).toString(), bytes };
}
