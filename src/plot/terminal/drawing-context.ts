import type { Moment } from '../axes/moment.ts';
import type { ChartContext } from '../options.ts';

/** What stands above and below a terminal drawing. */
export interface DrawingContext {
  readonly heading: string;
  readonly endS: number;
  readonly moments: readonly Moment[];
}

/** What a terminal drawing shares with the picture of the same chart. */
export function drawingContext({ title, subtitle, endS, moments }: ChartContext): DrawingContext {
  const heading = [title, subtitle].filter((text) => text !== '').join(': ');
  return { heading, endS, moments };
}
