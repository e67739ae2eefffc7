import type { Chart, Renderer } from '../../plot/index.ts';
import type { Io } from '../shared/program/io.ts';
import type { Output } from './output.ts';

export interface RenderOptions {
  readonly scale?: number;
  readonly renderer: Renderer;
  /** Characters; a terminal's own size where absent. */
  readonly characters?: { readonly width: number; readonly height: number };
  readonly dynamic: boolean;
}

/** The line of the prompt that follows a drawing. */
const PROMPT_ROWS = 1;
const MOST_LIVE_ROWS = 32;

/** Makes the picture that is to be written. */
export async function render(
  chart: Chart,
  { kind, live }: Output,
  { scale, renderer, characters, dynamic }: RenderOptions,
  io: Io,
): Promise<string | Uint8Array> {
  switch (kind) {
    case 'svg': {
      const svg = await chart.toSVG();
      return `${dynamic ? withoutSize(svg) : svg}\n`;
    }
    case 'png':
      return chart.toPNG({ renderer, ...(scale === undefined ? {} : { scale }) });
    case 'vl.json':
      return `${JSON.stringify(chart.spec, null, 2)}\n`;
    case 'txt': {
      const columns = characters?.width ?? (live ? known(io.stdout.columns) : undefined);
      const height = live ? known(io.stdout.rows) : undefined;
      const rows =
        characters?.height ??
        (height === undefined ? undefined : Math.min(MOST_LIVE_ROWS, height - PROMPT_ROWS));
      const { NO_COLOR } = io.env;
      return chart.toText({
        ...(columns === undefined ? {} : { columns }),
        ...(rows === undefined ? {} : { rows }),
        coloured: live && (NO_COLOR === undefined || NO_COLOR === ''),
      });
    }
  }
}

/** A terminal that does not know its size says 0. */
function known(size: number | undefined): number | undefined {
  return size === 0 ? undefined : size;
}

/** An SVG without a size of its own takes that of its place; the view box keeps its shape. */
function withoutSize(svg: string): string {
  return svg.replace(/^<svg\b[^>]*>/, (tag) => tag.replace(/ (?:width|height)="[^"]*"/g, ''));
}
