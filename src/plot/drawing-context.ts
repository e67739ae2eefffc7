import { eventMoments } from './charts/frame.ts';
import type { ChartContext } from './options.ts';
import type { DrawingContext } from './terminal/connections.ts';

/** What a terminal drawing shares with the picture of the same chart. */
export function drawingContext(context: ChartContext, title: string): DrawingContext {
  const heading = [context.title ?? title, context.subtitle].filter((text) => text !== '');
  return { heading: heading.join(': '), endS: context.endS, moments: eventMoments(context) };
}
