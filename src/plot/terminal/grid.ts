import { plainText } from '../../analyze/index.ts';
import type { Colour } from './colour.ts';
import { paint } from './colour.ts';

interface Cell {
  readonly text: string;
  readonly colour: Colour | undefined;
}

const BLANK: Cell = { text: ' ', colour: undefined };

/** A rectangle of character cells to draw on. What falls outside is not drawn. */
export class Grid {
  readonly columns: number;
  readonly rows: number;
  readonly #cells: Cell[][];

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#cells = Array.from({ length: rows }, () => Array.from({ length: columns }, () => BLANK));
  }

  /** Writes a text from `column` on, one cell a code point; no text reaches a terminal but through here. */
  write(column: number, row: number, text: string, colour?: Colour): void {
    const line = this.#cells[row];
    if (line === undefined) return;
    let at = column;
    for (const letter of plainText(text)) {
      if (at >= 0 && at < this.columns) line[at] = { text: letter, colour };
      at += 1;
    }
  }

  /** Whether nothing was written between two columns of a row, the second one excluded. */
  isFree(from: number, to: number, row: number): boolean {
    const line = this.#cells[row];
    return line?.slice(Math.max(0, from), to).every((cell) => cell.text === ' ') ?? false;
  }

  /** The lines, without trailing blanks. */
  lines(coloured: boolean): string[] {
    return this.#cells.map((line) => {
      const end = line.findLastIndex(({ text }) => text !== ' ') + 1;
      const used = line.slice(0, end);
      if (!coloured) return used.map(({ text }) => text).join('');
      let out = '';
      for (let from = 0; from < used.length;) {
        const colour = used[from]?.colour;
        let to = from + 1;
        while (to < used.length && used[to]?.colour === colour) to++;
        const text = used
          .slice(from, to)
          .map((cell) => cell.text)
          .join('');
        out += paint(text, colour);
        from = to;
      }
      return out;
    });
  }
}
