import { Resvg } from '@resvg/resvg-js';
import { FONT_FAMILY, fontFiles } from './font-files.ts';

/**
 * Makes a PNG of an SVG with the bundled fonts alone, so that it is the same on every machine.
 *
 * @param scale pixels of the PNG for one of the SVG
 */
export function renderPNG(svg: string, scale: number): Uint8Array {
  const { regular, bold } = fontFiles();
  const image = new Resvg(svg, {
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
