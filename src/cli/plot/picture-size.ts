import { CHART_LIMITS, type ChartSize } from '../../plot/index.ts';

/** A size that is asked for; without a height the chart has its own. */
export type AskedSize = Omit<ChartSize, 'height'> & { readonly height: number | undefined };

/** The nearest size that a chart can have: scripts may ask gnuplot for less. */
export function possibleSize({ width, height }: AskedSize): Partial<ChartSize> {
  return {
    width: Math.max(CHART_LIMITS.width.least, width),
    ...(height !== undefined && { height: Math.max(CHART_LIMITS.height.least, height) }),
  };
}

/** Says that a picture is larger than was asked for; nothing where it is not. */
export function sizeNotes({ width, height }: AskedSize, made: ChartSize): string[] {
  const isAsAsked = width === made.width && (height === undefined || height === made.height);
  return isAsAsked
    ? []
    : [
        `the picture is ${made.width} x ${made.height} pixels; ${width} x ${height ?? made.height} have no room for it`,
      ];
}
