import type { Resvg } from '@resvg/resvg-js';
import { PlotError } from '../errors.ts';
import { FONT_FAMILY, fontFiles } from './font-files.ts';
import { hasLetter } from '../text/text-width.ts';

const REPLACEMENT = '\uFFFD';

/** Letters that the fonts lack would leave no trace; all of SVG but its texts is ASCII. */
function withKnownLetters(svg: string): string {
  return svg.replace(/[^\0-\x7f]/gu, (letter) => (hasLetter(letter) ? letter : REPLACEMENT));
}

/** Its binaries are optional packages, one for each system: an install may have left them out. */
async function loadResvg(): Promise<typeof Resvg> {
  try {
    return (await import('@resvg/resvg-js')).Resvg;
  } catch (cause) {
    throw new PlotError({
      code: 'missing-renderer',
      option: 'renderer',
      expected: 'the package "@resvg/resvg-js" with its optional packages (npm install)',
      found: 'none that can be loaded',
      cause,
    });
  }
}

/**
 * Makes a PNG of an SVG with the bundled fonts alone, so that it is the same on every machine.
 *
 * @param scale pixels of the PNG for one of the SVG
 * @throws {PlotError} where the package that makes it cannot be loaded
 */
export async function renderPNG(svg: string, scale: number): Promise<Uint8Array> {
  const Renderer = await loadResvg();
  const { regular, bold } = fontFiles();
  const image = new Renderer(withKnownLetters(svg), {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      loadSystemFonts: false,
      fontFiles: [regular, bold],
      defaultFontFamily: FONT_FAMILY,
      sansSerifFamily: FONT_FAMILY,
    },
  }).render();
  return image.asPng();
}
