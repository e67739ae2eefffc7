import { UsageError } from '../shared/errors.ts';
import type { Io } from '../shared/program/io.ts';
import type { PictureKind, TerminalWish } from './terminal-option.ts';

const EXTENSIONS: readonly PictureKind[] = ['svg', 'png', 'txt', 'vl.json'];

/** What to make, and where it goes. */
export interface Output {
  readonly kind: PictureKind;
  /** `-` is standard output. */
  readonly path: string;
  /** Whether it is drawn for the eyes of somebody at a terminal. */
  readonly live: boolean;
}

/** The kind of picture that a file's name asks for. */
function kindOf(path: string): PictureKind | undefined {
  return EXTENSIONS.find((extension) => path.toLowerCase().endsWith(`.${extension}`));
}

/**
 * Decides what to make: the extension of `--out` says it, else `--terminal`; else a terminal gets a
 * drawing and a pipe SVG.
 *
 * @throws {UsageError}
 */
export function chooseOutput(
  out: string | undefined,
  terminal: TerminalWish | undefined,
  io: Pick<Io, 'stdout'>,
): Output {
  if (out === undefined || out === '-') {
    const isTerminal = io.stdout.isTTY === true;
    const kind = terminal?.kind ?? (isTerminal && out === undefined ? 'txt' : 'svg');
    if (kind === 'png' && isTerminal) {
      throw new UsageError('a PNG cannot be shown in a terminal: write it with --out FILE.png');
    }
    return { kind, path: '-', live: kind === 'txt' && isTerminal };
  }
  const kind = kindOf(out);
  if (kind === undefined) {
    const known = EXTENSIONS.map((extension) => `.${extension}`).join(', ');
    throw new UsageError(`--out: expected a name that ends in ${known}, found '${out}'`);
  }
  if (terminal?.kind !== undefined && terminal.kind !== kind) {
    throw new UsageError(
      `--out: expected a name that ends in .${terminal.kind}, as --terminal says, found '${out}'`,
    );
  }
  return { kind, path: out, live: false };
}
