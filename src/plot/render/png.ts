import { Resvg } from '@resvg/resvg-js';
import { FONT_FAMILY, fontFiles } from './font-files.ts';
import { hasLetter } from '../text/text-width.ts';

const REPLACEMENT = '\uFFFD';

/** Letters that the fonts lack would leave no trace; all of SVG but its texts is ASCII. */
function withKnownLetters(svg: string): string {
  return svg.replace(/[^\0-\x7f]/gu, (letter) => (hasLetter(letter) ? letter : REPLACEMENT));
}

/**
 * Makes a PNG of an SVG with the bundled fonts alone, so that it is the same on every machine.
 *
 * @param scale pixels of the PNG for one of the SVG
 */
export function renderPNG(svg: string, scale: number): Uint8Array {
  const { regular, bold } = fontFiles();
  const image = new Resvg(withKnownLetters(svg), {
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
