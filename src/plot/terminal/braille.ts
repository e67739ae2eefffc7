const FIRST = 0x2800;
const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** Dots in a character of Braille: two across, four down. */
export const DOTS_ACROSS = 2;
export const DOTS_DOWN = 4;

/** Dots drawn finer than characters. */
export class Braille {
  readonly columns: number;
  readonly rows: number;
  readonly #cells: Uint8Array;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#cells = new Uint8Array(columns * rows);
  }

  /** Sets a dot, counted from the left and from the top. */
  dot(x: number, y: number): void {
    const column = Math.floor(x / DOTS_ACROSS);
    const row = Math.floor(y / DOTS_DOWN);
    if (column < 0 || column >= this.columns || row < 0 || row >= this.rows) return;
    const index = row * this.columns + column;
    const bit = DOTS[y % DOTS_DOWN]?.[x % DOTS_ACROSS] ?? 0;
    this.#cells[index] = (this.#cells[index] ?? 0) | bit;
  }

  /** A straight line between two dots. */
  line(x0: number, y0: number, x1: number, y1: number): void {
    const steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0), 1);
    for (let i = 0; i <= steps; i++) {
      this.dot(Math.round(x0 + ((x1 - x0) * i) / steps), Math.round(y0 + ((y1 - y0) * i) / steps));
    }
  }

  /** The character of a cell; undefined where it has no dots. */
  at(column: number, row: number): string | undefined {
    const dots = this.#cells[row * this.columns + column] ?? 0;
    return dots === 0 ? undefined : String.fromCodePoint(FIRST + dots);
  }
}
