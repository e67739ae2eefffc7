import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

const BIN = new URL('../../dist/bin/', import.meta.url).pathname;

/** Path of a built program; `npm ci` builds them. */
export function builtProgram(name: string): string {
  return `${BIN}${name}.cjs`;
}

export const ARE_BUILT: boolean = existsSync(builtProgram('ctraffic'));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program under way, as a process of its own. */
export class StartedProgram {
  readonly ended: Promise<Ended>;
  readonly #process: ChildProcess;
  #stdout = '';
  #stderr = '';
  #wake: () => void = () => undefined;
  #isOver = false;

  constructor(command: string, argv: readonly string[]) {
    this.#process = spawn(command, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process.stdout?.on('data', (data: Buffer) => {
      this.#stdout += data.toString();
      this.#wake();
    });
    this.#process.stderr?.on('data', (data: Buffer) => {
      this.#stderr += data.toString();
      this.#wake();
    });
    this.ended = once(this.#process, 'close').then(([code, signal]) => {
      this.#isOver = true;
      this.#wake();
      return {
        code: code as number | null,
        signal: signal as NodeJS.Signals | null,
        stdout: this.#stdout,
        stderr: this.#stderr,
      };
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Waits until one of its streams holds this. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(`${this.#stderr}\n${this.#stdout}`);
      if (found !== null) return found;
      if (this.#isOver) throw new Error(`ended without ${String(pattern)}: ${this.#stderr}`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

const started: StartedProgram[] = [];

/** Starts a built program; `endAll` ends it where the test did not. */
export function start(name: string, argv: readonly string[]): StartedProgram {
  return startCommand(process.execPath, [builtProgram(name), ...argv]);
}

export function startCommand(command: string, argv: readonly string[]): StartedProgram {
  const program = new StartedProgram(command, argv);
  started.push(program);
  return program;
}

export async function endAll(): Promise<void> {
  for (const program of started) program.kill('SIGKILL');
  await Promise.all(started.splice(0).map(({ ended }) => ended));
}

/** A server on a port that the kernel picked. */
export async function startedServer(
  argv: readonly string[] = [],
): Promise<{ readonly server: StartedProgram; readonly port: number }> {
  const server = start('ctraffic', ['-server', '-address', '[::]:0', ...argv]);
  const [, port] = await server.says(/listening on \[::\]:(\d+), /);
  return { server, port: Number(port) };
}
