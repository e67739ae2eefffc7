import { CHART_LIMITS, type ChartSize } from '../../plot/index.ts';

/** The nearest size that a chart can have: scripts may ask gnuplot for less. */
export function possibleSize({ width, height }: ChartSize): ChartSize {
  return {
    width: Math.max(CHART_LIMITS.width.least, width),
    height: Math.max(CHART_LIMITS.height.least, height),
  };
}

/** Says that a picture is larger than was asked for; nothing where it is not. */
export function sizeNotes(asked: ChartSize, made: ChartSize): string[] {
  return asked.width === made.width && asked.height === made.height
    ? []
    : [
        `the picture is ${made.width} x ${made.height} pixels; ${asked.width} x ${asked.height} have no room for it`,
      ];
}
