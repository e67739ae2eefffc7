import { spawn } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import type { Command } from '../command.ts';
import { LabError } from '../lab-error.ts';
import { startFailure } from './run-command.ts';

const LAST_WORDS = 3;

/**
 * Runs a traffic client to its end and keeps its statistics in a file.
 *
 * @param signal ends the run early; its statistics are kept all the same
 * @param onLine is told every line that the client says
 * @throws {LabError} where it gave no statistics
 */
export function runTrafficClient(
  { argv: [program, ...words] }: Command,
  statsPath: string,
  signal: AbortSignal,
  onLine: (line: string) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stats = openSync(statsPath, 'w');
    const child = spawn(program, words, { stdio: ['ignore', stats, 'pipe'], detached: true });
    closeSync(stats);
    const interrupt = (): void => void child.kill('SIGINT');
    signal.addEventListener('abort', interrupt, { once: true });
    if (signal.aborted) interrupt();
    const lastLines: string[] = [];
    let rest = '';
    // The stream is there: it was asked for as a pipe.
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        lastLines.push(line);
        if (lastLines.length > LAST_WORDS) lastLines.shift();
        onLine(line);
      }
    });
    child.on('error', (error) => {
      signal.removeEventListener('abort', interrupt);
      reject(startFailure(program, error));
    });
    child.on('close', (status, ended) => {
      signal.removeEventListener('abort', interrupt);
      if (statSync(statsPath).size > 0) {
        resolve();
        return;
      }
      const words = [...lastLines, rest].filter((line) => line !== '').join('; ');
      reject(
        new LabError({
          code: 'work',
          expected: 'statistics from the client',
          found: `none (${ended ?? `exit ${status ?? 0}`}): ${words}`,
        }),
      );
    });
  });
}
