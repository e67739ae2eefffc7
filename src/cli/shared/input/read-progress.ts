import type { ReadProgress } from '../../../stats/index.ts';
import { redrawLine } from '../output/redraw-line.ts';
import type { Io } from '../program/io.ts';

const SHOW_AFTER_MS = 1000;
const REDRAW_MS = 100;
const BYTES_PER_MB = 1e6;

export interface ProgressLine {
  readonly update: (progress: ReadProgress) => void;
  readonly finish: () => void;
}

/** A line on standard error that says how far reading has come, if it takes long and a terminal is there. */
export function progressLine(
  name: string,
  io: Io,
  now: () => number = performance.now.bind(performance),
): ProgressLine {
  const startedMs = now();
  let drawnMs = -Infinity;
  return {
    update: ({ bytes, totalBytes }) => {
      const ms = now();
      if (ms - startedMs < SHOW_AFTER_MS || ms - drawnMs < REDRAW_MS) return;
      // Asked this late since the answer takes time that a short run has not got.
      if (io.stderr.isTTY !== true) return;
      drawnMs = ms;
      const share =
        totalBytes === undefined
          ? ''
          : ` of ${megabytes(totalBytes)}, ${Math.floor((bytes * 100) / totalBytes)} %`;
      redrawLine(io.stderr, `${name}: read ${megabytes(bytes)}${share}`);
    },
    finish: () => {
      if (drawnMs !== -Infinity) redrawLine(io.stderr);
    },
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / BYTES_PER_MB).toFixed(0)} MB`;
}
