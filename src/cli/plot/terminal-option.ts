import { CHART_LIMITS } from '../../plot/index.ts';
import { UsageError } from '../shared/errors.ts';
import { numberOption } from '../shared/flags/number-option.ts';

/** What kind of picture is wanted. */
export type PictureKind = 'svg' | 'png' | 'txt' | 'vl.json';

/** What `--terminal` asks for, as far as we have it. */
export interface TerminalWish {
  /** Undefined = a window: the nearest is a drawing in the terminal, or SVG. */
  readonly kind: PictureKind | undefined;
  /** Characters for `txt`, else pixels, which may be fewer than a chart can have. */
  readonly size?: { readonly width: number; readonly height: number };
  /** SVG that fills the place that it is put in. */
  readonly dynamic: boolean;
  /** Where the picture will differ from what was asked for. */
  readonly notes: readonly string[];
}

interface KnownTerminal {
  readonly kind: PictureKind | undefined;
  readonly instead?: string;
}

const WINDOW: KnownTerminal = {
  kind: undefined,
  instead: 'there are no windows here: drawing in the terminal, SVG where there is none',
};

const TERMINALS: Readonly<Record<string, KnownTerminal>> = {
  svg: { kind: 'svg' },
  png: { kind: 'png' },
  pngcairo: { kind: 'png' },
  dumb: { kind: 'txt' },
  qt: WINDOW,
  x11: WINDOW,
  wxt: WINDOW,
  aqua: WINDOW,
  windows: WINDOW,
  jpeg: { kind: 'png', instead: 'there is no JPEG here: making PNG' },
  gif: { kind: 'png', instead: 'there is no GIF here: making PNG' },
  pdf: { kind: 'svg', instead: 'there is no PDF here: making SVG' },
  pdfcairo: { kind: 'svg', instead: 'there is no PDF here: making SVG' },
  canvas: { kind: 'svg', instead: 'there is no HTML canvas here: making SVG' },
};

/** Words that ask for what every picture is here, so that leaving them out changes nothing. */
const ALWAYS_SO = new Set(['enhanced', 'noenhanced', 'fixed', 'persist', 'nopersist', 'noraise']);

const SIZE = /^(\d+)(?:,|\s)\s*(\d+)$/;
/** Wider drawings are for no eyes, and take gigabytes. */
const MOST_CHARACTERS = 1000;

/**
 * Understands gnuplot's `set terminal`, as far as scripts around plot.sh use it:
 * `svg size 800,400 dynamic`, `pngcairo size 800,400`, `dumb 100 30`, `qt`.
 *
 * @throws {UsageError}
 */
export function parseTerminal(text: string): TerminalWish {
  const words = text
    .trim()
    .replace(/\s*,\s*/g, ',')
    .split(/\s+/);
  const [name = '', ...rest] = words;
  const known = Object.hasOwn(TERMINALS, name) ? TERMINALS[name] : undefined;
  if (known === undefined) {
    throw new UsageError(
      `--terminal: expected one of ${Object.keys(TERMINALS).join(', ')}, found '${name}'`,
    );
  }
  const { size, others } = takeSize(rest, known.kind);
  const ignored = others.filter((word) => word !== 'dynamic' && !ALWAYS_SO.has(word));
  return {
    kind: known.kind,
    ...(size === undefined ? {} : { size }),
    dynamic: others.includes('dynamic'),
    notes: [
      ...(known.instead === undefined ? [] : [known.instead]),
      ...(ignored.length === 0 ? [] : [`not used: ${ignored.join(' ')}`]),
    ],
  };
}

function takeSize(
  words: readonly string[],
  kind: PictureKind | undefined,
): { size?: { width: number; height: number }; others: readonly string[] } {
  const at = words.indexOf('size');
  if (at >= 0) {
    const value = words[at + 1] ?? '';
    const size = sizeOf(value, kind);
    if (size === undefined) {
      throw new UsageError(
        `--terminal: expected "size" and two numbers, as 800,400, found '${value}'`,
      );
    }
    return { size, others: [...words.slice(0, at), ...words.slice(at + 2)] };
  }
  // gnuplot's dumb takes its size without the word.
  const bare = kind === 'txt' ? sizeOf(words.slice(0, 2).join(' '), kind) : undefined;
  return bare === undefined ? { others: words } : { size: bare, others: words.slice(2) };
}

function sizeOf(
  text: string,
  kind: PictureKind | undefined,
): { width: number; height: number } | undefined {
  const [, width, height] = SIZE.exec(text) ?? [];
  if (width === undefined || height === undefined) return undefined;
  const side = (name: 'width' | 'height', digits: string): number => {
    const most = kind === 'txt' ? MOST_CHARACTERS : CHART_LIMITS[name].most;
    return numberOption('--terminal', { least: 1, most, whole: true })(digits);
  };
  return { width: side('width', width), height: side('height', height) };
}
