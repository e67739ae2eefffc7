import { JUPYTER_DISPLAY } from '../analyze/index.ts';
import type { ChartSpec } from './charts/frame.ts';
import type { DrawingSize } from './terminal/drawing.ts';

/** Which program makes the pixels of a PNG. */
export type Renderer = 'resvg' | 'canvas';

export interface PNGOptions {
  /** Pixels of the PNG for one of the chart. Default 2. */
  readonly scale?: number;
  /** Default "resvg". "canvas" needs the optional package `canvas`. */
  readonly renderer?: Renderer;
}

/** A chart: its description, and the ways to look at it. */
export interface Chart {
  /** The Vega-Lite description that every picture is made of. */
  readonly spec: ChartSpec;
  /** The same text for the same chart on every machine. */
  toSVG(): Promise<string>;
  /** With `resvg`, the same bytes for the same chart on every machine. */
  toPNG(options?: PNGOptions): Promise<Uint8Array>;
  /** A drawing of characters; 80 x 24 without colours where nothing else is said. */
  toText(size?: Partial<DrawingSize>): string;
  /** For notebooks. */
  [JUPYTER_DISPLAY](): Promise<Record<string, unknown>>;
}

/** JupyterLab 4 and VS Code draw version 5; what the charts use is the same in both. */
const SCHEMA_V5 = 'https://vega.github.io/schema/vega-lite/v5.json';

export const DEFAULT_SCALE = 2;

/** Makes a chart; the renderers are loaded when a picture is asked for. */
export function createChart(spec: ChartSpec, draw: (size: Partial<DrawingSize>) => string): Chart {
  const toSVG = async (): Promise<string> => {
    const { withView } = await import('./render/vega.ts');
    return withView(spec, (view) => view.toSVG());
  };
  const toText = (size: Partial<DrawingSize> = {}): string => draw(size);
  return {
    spec,
    toSVG,
    toText,
    async toPNG({ scale = DEFAULT_SCALE, renderer = 'resvg' } = {}): Promise<Uint8Array> {
      if (renderer === 'canvas') {
        const { drawWithCanvas } = await import('./render/canvas.ts');
        const { withView } = await import('./render/vega.ts');
        return withView(spec, (view) => drawWithCanvas(view, scale));
      }
      const { renderPNG } = await import('./render/png.ts');
      return renderPNG(await toSVG(), scale);
    },
    async [JUPYTER_DISPLAY](): Promise<Record<string, unknown>> {
      const svg = Buffer.from(await toSVG()).toString('base64');
      return {
        'application/vnd.vegalite.v6+json': spec,
        'application/vnd.vegalite.v5+json': { ...spec, $schema: SCHEMA_V5 },
        'text/html': `<img src="data:image/svg+xml;base64,${svg}">`,
        'text/plain': toText(),
      };
    },
  };
}
