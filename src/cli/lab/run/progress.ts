import type { LabEvent } from '../../../lab/index.ts';
import { redrawLine } from '../../shared/output/redraw-line.ts';
import type { Io } from '../../shared/program/io.ts';

const MS_PER_S = 1000;

/** What is seen of a run while it runs; nothing where nobody looks. */
export interface Progress {
  /** What goes on at this instant; takes the place of what was said before. */
  readonly status: (text: string) => void;
  /** Something that stays. */
  readonly event: (event: LabEvent) => void;
  /** A line that is said whether somebody looks or not. */
  readonly say: (line: string) => void;
  readonly finish: () => void;
}

/** Progress on standard error, where that is a terminal. Times are counted from the first call. */
export function createProgress(
  io: Io,
  now: () => number = performance.now.bind(performance),
): Progress {
  if (io.stderr.isTTY !== true) {
    return {
      status: () => undefined,
      event: () => undefined,
      say: (line) => void io.stderr.write(`${line}\n`),
      finish: () => undefined,
    };
  }
  const startMs = now();
  let shown = '';
  const draw = (line: string): void => {
    redrawLine(io.stderr, line);
  };
  return {
    status(text) {
      const time = `${Math.round((now() - startMs) / MS_PER_S)} s: `;
      // A line that is wider than the terminal would not be erased whole.
      shown = (time + text).slice(0, (io.stderr.columns ?? 80) - 1);
      draw(shown);
    },
    event({ text }) {
      draw(`${((now() - startMs) / MS_PER_S).toFixed(1)} s: ${text}\n`);
      draw(shown);
    },
    say(line) {
      draw(`${line}\n`);
      draw(shown);
    },
    finish() {
      draw('');
    },
  };
}
