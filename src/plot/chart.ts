import { JUPYTER_DISPLAY } from '../analyze/index.ts';
import type { ChartSpec } from './picture/chart-spec.ts';
import { PlotError } from './errors.ts';
import { checkedSize } from './options.ts';
import type { DrawingSize } from './terminal/drawing.ts';

/** Which program makes the pixels of a PNG. */
export type Renderer = 'resvg' | 'canvas';

export interface PNGOptions {
  /** Pixels of the PNG for one of the chart, from 0.25 to 8. Default 2. */
  readonly scale?: number;
  /** Default "resvg". "canvas" needs the optional package `canvas`. */
  readonly renderer?: Renderer;
}

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** A chart: its description, and the ways to look at it. */
export interface Chart {
  /** The Vega-Lite description that every picture is made of. */
  readonly spec: ChartSpec;
  /** Size of the picture in pixels: as asked for, or larger where not even its least parts fit. */
  readonly size: ChartSize;
  /** The same text for the same chart on every machine. */
  toSVG(): Promise<string>;
  /**
   * With `resvg`, the same bytes for the same chart on every machine.
   *
   * @throws {PlotError} where there can be no such PNG
   */
  toPNG(options?: PNGOptions): Promise<Uint8Array>;
  /** A drawing of characters; 80 x 24 without colours where nothing else is said. */
  toText(size?: Partial<DrawingSize>): string;
  /** For notebooks. */
  [JUPYTER_DISPLAY](): Promise<Record<string, unknown>>;
}

/** JupyterLab 4 and VS Code draw version 5; what the charts use is the same in both. */
const SCHEMA_V5 = 'https://vega.github.io/schema/vega-lite/v5.json';

export const DEFAULT_SCALE = 2;

/** A larger PNG takes minutes and gigabytes. */
const MOST_PNG_PIXELS = 100_000_000;

function checkPNG({ width, height }: ChartSize, scale: number): void {
  checkedSize('scale', scale);
  const across = Math.round(width * scale);
  const down = Math.round(height * scale);
  if (across * down <= MOST_PNG_PIXELS) return;
  throw new PlotError({
    code: 'option',
    option: 'scale',
    expected: `at most ${MOST_PNG_PIXELS} pixels`,
    found: `${scale}, which makes ${across} x ${down}`,
  });
}

/**
 * Makes a chart. What is not asked for is not made, and the renderers are loaded when a picture is.
 */
export function createChart(
  makeSpec: () => ChartSpec,
  draw: (size: Partial<DrawingSize>) => string,
): Chart {
  let made: ChartSpec | undefined;
  const specOf = (): ChartSpec => (made ??= makeSpec());
  const toSVG = async (): Promise<string> => {
    const { withView } = await import('./render/vega.ts');
    return withView(specOf(), (view) => view.toSVG());
  };
  const toText = (characters: Partial<DrawingSize> = {}): string => draw(characters);
  return {
    get spec() {
      return specOf();
    },
    get size() {
      return sizeOf(specOf());
    },
    toSVG,
    toText,
    async toPNG({ scale = DEFAULT_SCALE, renderer = 'resvg' } = {}): Promise<Uint8Array> {
      checkPNG(sizeOf(specOf()), scale);
      if (renderer === 'canvas') {
        const { drawWithCanvas } = await import('./render/canvas.ts');
        const { withView } = await import('./render/vega.ts');
        return withView(specOf(), (view) => drawWithCanvas(view, scale));
      }
      const { renderPNG } = await import('./render/png.ts');
      return renderPNG(await toSVG(), scale);
    },
    async [JUPYTER_DISPLAY](): Promise<Record<string, unknown>> {
      const svg = Buffer.from(await toSVG()).toString('base64');
      return {
        'application/vnd.vegalite.v6+json': specOf(),
        'application/vnd.vegalite.v5+json': { ...specOf(), $schema: SCHEMA_V5 },
        'text/html': `<img src="data:image/svg+xml;base64,${svg}">`,
        'text/plain': toText(),
      };
    },
  };
}

function sizeOf({ padding: { left, right, top, bottom }, width, height }: ChartSpec): ChartSize {
  return { width: left + width + right, height: top + height + bottom };
}
