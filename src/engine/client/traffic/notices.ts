import type { Milliseconds } from '../../platform/clock.ts';

const INTERVAL_MS = 1000;

/** Lets one notice of a kind through a second, with the number of those that it held back. */
export class Notices {
  readonly #tell: (notice: string) => void;
  readonly #kinds = new Map<string, { toldMs: Milliseconds; held: number }>();

  constructor(tell: (notice: string) => void) {
    this.#tell = tell;
  }

  notice(kind: string, text: string, nowMs: Milliseconds): void {
    const known = this.#kinds.get(kind);
    if (known !== undefined && nowMs - known.toldMs < INTERVAL_MS) {
      known.held++;
      return;
    }
    const held = known?.held ?? 0;
    this.#kinds.set(kind, { toldMs: nowMs, held: 0 });
    this.#tell(held === 0 ? text : `${text} (and ${held} times since the last notice)`);
  }
}
