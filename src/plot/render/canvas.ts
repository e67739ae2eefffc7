import type { View } from 'vega';
import { PlotError } from '../errors.ts';
import { FONT_FAMILY, fontFiles } from './font-files.ts';

/** What is used of `@napi-rs/canvas`, installed as `canvas`; or of that package itself, which is not tested. */
interface CanvasPackage {
  createCanvas(
    width: number,
    height: number,
  ): { getContext(kind: '2d'): unknown; toBuffer(type: 'image/png'): Uint8Array };
  registerFont?: (file: string, face: { family: string; weight: string }) => void;
  readonly GlobalFonts?: { registerFromPath(file: string, family: string): unknown };
}

async function loadCanvas(): Promise<CanvasPackage> {
  try {
    const loaded = (await import('canvas')) as unknown as CanvasPackage & {
      readonly default?: CanvasPackage;
    };
    return loaded.default ?? loaded;
  } catch (cause) {
    throw new PlotError({
      code: 'missing-renderer',
      option: 'renderer',
      expected: 'the package "canvas" (npm install canvas@npm:@napi-rs/canvas)',
      found: 'none that can be loaded',
      cause,
    });
  }
}

function registerFonts({ registerFont, GlobalFonts }: CanvasPackage): void {
  const { regular, bold } = fontFiles();
  if (GlobalFonts !== undefined) {
    for (const file of [regular, bold]) GlobalFonts.registerFromPath(file, FONT_FAMILY);
  } else {
    registerFont?.(regular, { family: FONT_FAMILY, weight: 'normal' });
    registerFont?.(bold, { family: FONT_FAMILY, weight: 'bold' });
  }
}

/**
 * Draws a view as PNG with the optional package `canvas`.
 *
 * @param scale pixels of the PNG for one of the chart
 * @throws {PlotError} where the package is not installed
 */
export async function drawWithCanvas(view: View, scale: number): Promise<Uint8Array> {
  const library = await loadCanvas();
  registerFonts(library);
  await view.runAsync();
  const { left, right, top, bottom } = sides(view.padding());
  const width = view.width() + left + right;
  const height = view.height() + top + bottom;
  const canvas = library.createCanvas(Math.round(width * scale), Math.round(height * scale));
  await view.toCanvas(scale, { externalContext: canvas.getContext('2d') });
  return canvas.toBuffer('image/png');
}

interface Sides {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function sides(padding: number | Partial<Sides>): Sides {
  return typeof padding === 'number'
    ? { left: padding, right: padding, top: padding, bottom: padding }
    : { left: 0, right: 0, top: 0, bottom: 0, ...padding };
}
