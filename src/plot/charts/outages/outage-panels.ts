import type { TimeAxis } from '../../axes/time-axis.ts';
import { xAxis, type QuantitativeAxis } from '../../picture/axes.ts';
import type { Layout } from '../../picture/layout.ts';
import type { OutageCurve } from './outages-model.ts';

const AXIS_TITLE = 'Clients served again (%)';
const SHORT_AXIS_TITLE = 'Served (%)';
/** Lower plots have no room for the long one. */
const ROOM_FOR_AXIS_TITLE = 140;
/** What is above a curve: the line that says which it is. */
const LABEL_HEIGHT = 18;
/** Curves lower than this have but their upper number, the last one excepted. */
const ROOM_FOR_BOTH = 28;
const LEAST_CURVE_SHARE = 0.3;

/** The curves' panels, one above the other, each from 0 to 1 of the `y` axis. */
export interface Panels {
  readonly curves: readonly OutageCurve[];
  /** The share of a panel that its curve takes; its label is above. */
  readonly curveHeight: number;
  readonly layout: Layout;
  readonly time: TimeAxis;
  readonly x: QuantitativeAxis;
  readonly y: QuantitativeAxis;
}

/** Lays out the panels of the curves. */
export function panelsOf(curves: readonly OutageCurve[], layout: Layout, time: TimeAxis): Panels {
  const count = Math.max(1, curves.length);
  const curveHeight = Math.max(LEAST_CURVE_SHARE, 1 - (LABEL_HEIGHT * count) / layout.plotHeight);
  return {
    curves,
    curveHeight,
    layout,
    time,
    x: { ...xAxis(time), title: time.title.replace('Time', 'Outage') },
    y: panelAxis(count, curveHeight, layout),
  };
}

/** Where the panel of a curve begins on the `y` axis; the first one is on top. */
export const baseOf = (index: number, curves: readonly OutageCurve[]): number =>
  Math.max(1, curves.length) - 1 - index;

/** Each panel from 0 to 100 %; one above the other. */
function panelAxis(panels: number, height: number, { plotHeight }: Layout): QuantitativeAxis {
  const both = (plotHeight / panels) * height >= ROOM_FOR_BOTH;
  const values = Array.from({ length: panels }, (_, panel) => [panel, panel + height]).flat();
  const isShown = both ? 'true' : 'datum.value === 0 || datum.value % 1 > 0';
  return {
    type: 'quantitative',
    title: plotHeight < ROOM_FOR_AXIS_TITLE ? SHORT_AXIS_TITLE : AXIS_TITLE,
    scale: { domain: [0, panels], nice: false, padding: 0 },
    stack: null,
    axis: {
      values,
      labelExpr: `${isShown} ? (datum.value % 1 > 0 ? '100' : '0') : ''`,
      labelOverlap: false,
    },
  };
}
