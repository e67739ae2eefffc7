import { fileURLToPath } from 'node:url';

const path = (name: string): string => fileURLToPath(new URL(`./fonts/${name}`, import.meta.url));

/** The family that the bundled fonts belong to. */
export const FONT_FAMILY = 'Arimo';

/** Paths of the bundled fonts, regular and bold. */
export function fontFiles(): { readonly regular: string; readonly bold: string } {
  return { regular: path('Arimo-Regular.ttf'), bold: path('Arimo-Bold.ttf') };
}
