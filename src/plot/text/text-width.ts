import {
  BOLD_ADVANCES,
  REGULAR_ADVANCES,
  UNITS_PER_EM,
  type AdvanceRun,
} from '../render/fonts/advances.ts';

/** Outside the table: letters of East Asia fill their em, others are about as wide as an "n". */
const WIDE_EM = 1;
const OTHER_EM = 0.56;

/** Where the scripts begin whose letters are as wide as they are high. */
const FIRST_WIDE = 0x2e80;

const lookUp = (runs: readonly AdvanceRun[]): ReadonlyMap<number, number> =>
  new Map(
    runs.flatMap(([first, widths]) =>
      widths.map((width, i): [number, number] => [first + i, width / UNITS_PER_EM]),
    ),
  );

let regular: ReadonlyMap<number, number> | undefined;
let bold: ReadonlyMap<number, number> | undefined;

const regularEms = (): ReadonlyMap<number, number> => (regular ??= lookUp(REGULAR_ADVANCES));

/** Whether the bundled fonts have a letter; both have the same. */
export function hasLetter(letter: string): boolean {
  return regularEms().has(letter.codePointAt(0) ?? 0);
}

/**
 * How wide a text is set in the bundled font, in pixels: the sum of its letters' advances, with
 * no font opened, so that every machine finds the same.
 */
export function textWidth(text: string, fontSizePx: number, isBold = false): number {
  const ems = isBold ? (bold ??= lookUp(BOLD_ADVANCES)) : regularEms();
  let sum = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    sum += ems.get(code) ?? (code >= FIRST_WIDE ? WIDE_EM : OTHER_EM);
  }
  return sum * fontSizePx;
}
