import { POLICIES, type Ecmp, type Policy } from '../../analyze/index.ts';
import { AXIS_LABEL_FONT_SIZE, layOut, type Layout } from '../layout.ts';
import { counted, numberText } from '../number-text.ts';
import { CHART_LIMITS, type ChartContext } from '../options.ts';
import { textWidth } from '../render/text-width.ts';
import { shortenEnd, shortenMiddle } from '../shorten.ts';
import { AXIS_TITLE_FONT_SIZE, themeOf, type Theme } from '../theme.ts';
import { timeAxis } from '../time-axis.ts';
import { CAPTION, gridOf, PANEL_GAP, readableHeight, type EcmpGrid } from './ecmp-grid.ts';
import {
  changeCaption,
  hostLabels,
  NO_CHANGE,
  posteriorText,
  shownChanges,
  verdict,
} from './ecmp-texts.ts';
import { colourBy, frame, QUIET, type ChartSpec, type Layer, type LegendEntry } from './frame.ts';

export const ECMP_TITLE = 'Lost connections and what each policy expects';

const AGREED = 'Lost as expected';
const DIFFERENT = 'Difference';
const EXPECTED = 'Expected';

/** Of the picture's width, host names get so much at the most. */
const LABEL_SHARE = 0.16;
const MOST_LABEL = 110;
/** Smaller letters cannot be read. */
const LEAST_LABEL = 7;
const BAR_SHARE = 0.72;
const TICK = 2;

interface Rect {
  readonly what: string;
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly y2: number;
}

interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align: 'left' | 'right' | 'center';
  readonly size: number;
  readonly weight: 'normal' | 'bold';
  readonly colour: string;
}

function legendOf(theme: Theme): LegendEntry[] {
  return [
    { label: AGREED, colour: theme.active },
    { label: DIFFERENT, colour: theme.lost },
    { label: EXPECTED, colour: theme.ink },
  ];
}

function fittingLabels(
  short: ReadonlyMap<string, string>,
  { width }: ChartContext,
): ReadonlyMap<string, string> {
  const room = Math.min(MOST_LABEL, width * LABEL_SHARE);
  return new Map(
    [...short].map(([host, label]) => [host, shortenMiddle(label, room, AXIS_LABEL_FONT_SIZE)]),
  );
}

function layoutOf(
  names: ReadonlyMap<string, string>,
  legend: readonly LegendEntry[],
  context: ChartContext,
): Layout {
  return layOut(context, {
    yLabels: [...names.values()],
    legend: legend.map(({ label }) => label),
    moments: [],
  });
}

/** Height of a picture in which all changes have room, up to 12: no less than the usual one. */
export function ecmpHeight(found: Ecmp, context: ChartContext): number {
  const changes = shownChanges(found);
  const names = fittingLabels(hostLabels(changes), context);
  const high = { ...context, height: CHART_LIMITS.height.most };
  const { padding } = layoutOf(names, legendOf(themeOf(context.theme)), high);
  const wanted = Math.ceil(padding.top + readableHeight(changes) + padding.bottom);
  return Math.min(CHART_LIMITS.height.most, Math.max(context.height, wanted));
}

/** Small multiples: a row of panels each change, a column each policy, a bar each host. */
export function ecmpSpec(found: Ecmp, context: ChartContext): ChartSpec {
  const theme = themeOf(context.theme);
  const changes = shownChanges(found);
  const short = hostLabels(changes);
  const names = fittingLabels(short, context);
  const legend = legendOf(theme);
  const layout = layoutOf(names, legend, context);
  const { plotWidth, plotHeight } = layout;
  const grid = gridOf(changes, plotWidth, plotHeight);
  const hidden = changes.length - grid.changes.length;
  const rects = rectsOf(grid);
  const labels = [
    ...headers(found, grid, theme),
    ...captions(grid, short, names, plotWidth, theme),
    ...axisLabels(grid, plotWidth, theme),
    ...(changes.length === 0
      ? [
          label(
            NO_CHANGE,
            plotWidth / 2,
            plotHeight / 2,
            { align: 'center', size: 14 },
            theme.muted,
          ),
        ]
      : []),
  ];
  const x = pixelScale(plotWidth, false);
  const y = pixelScale(plotHeight, true);
  const baseline: Layer = {
    data: { values: baselines(grid) },
    mark: { type: 'rule', ...QUIET, strokeWidth: 1, color: theme.axis },
    encoding: { x: { field: 'x', ...x }, y: { field: 'y', ...y }, y2: { field: 'y2' } },
  };
  const bars: Layer = {
    data: { values: rects },
    mark: { type: 'rect', ...QUIET },
    encoding: {
      x: { field: 'x', ...x },
      x2: { field: 'x2' },
      y: { field: 'y', ...y },
      y2: { field: 'y2' },
      color: colourBy({ field: 'what' }, legend, layout),
    },
  };
  const text: Layer = {
    data: { values: labels },
    mark: {
      type: 'text',
      ...QUIET,
      baseline: 'middle',
      align: { expr: 'datum.align' },
      fontSize: { expr: 'datum.size' },
      fontWeight: { expr: 'datum.weight' },
    },
    encoding: {
      x: { field: 'x', ...x },
      y: { field: 'y', ...y },
      text: { field: 'text' },
      fill: { value: { expr: 'datum.colour' } },
    },
  };
  return frame(context, layout, timeAxis(context.endS, plotWidth), {
    title: ECMP_TITLE,
    notes: [verdict(found), ...(hidden > 0 ? [`${counted(hidden, 'change')} without room`] : [])],
    layers: [bars, baseline, text],
  });
}

function pixelScale(size: number, reverse: boolean): object {
  return {
    type: 'quantitative',
    scale: { domain: [0, size], nice: false, zero: false, padding: 0, reverse },
    axis: null,
  };
}

function rectsOf(grid: EcmpGrid): Rect[] {
  const { changes, lineHeight, panelWidth, panelLeft, tops, most } = grid;
  const thickness = lineHeight * BAR_SHARE;
  const ofPolicy = (policy: Policy): Rect[] =>
    changes.flatMap(({ hosts }, row) =>
      hosts.flatMap(({ lost, expected }, line): Rect[] => {
        const left = panelLeft(policy);
        const at = (count: number): number => left + (count / most) * panelWidth;
        const middle = (tops[row] ?? 0) + (line + 0.5) * lineHeight;
        const [y, y2] = [middle - thickness / 2, middle + thickness / 2];
        const expects = expected[policy];
        const [less, more] = [Math.min(lost, expects), Math.max(lost, expects)];
        const tick = at(expects);
        return [
          ...(less > 0 ? [{ what: AGREED, x: left, x2: at(less), y, y2 }] : []),
          ...(more > less ? [{ what: DIFFERENT, x: at(less), x2: at(more), y, y2 }] : []),
          { what: EXPECTED, x: tick - TICK / 2, x2: tick + TICK / 2, y: y - 1, y2: y2 + 1 },
        ];
      }),
    );
  return POLICIES.flatMap(ofPolicy);
}

function baselines(grid: EcmpGrid): { x: number; y: number; y2: number }[] {
  return POLICIES.flatMap((policy) =>
    grid.changes.map(({ hosts }, row) => ({
      x: grid.panelLeft(policy),
      y: grid.tops[row] ?? 0,
      y2: (grid.tops[row] ?? 0) + hosts.length * grid.lineHeight,
    })),
  );
}

function label(
  text: string,
  x: number,
  y: number,
  style: Partial<Pick<Label, 'align' | 'size' | 'weight'>>,
  colour: string,
): Label {
  return {
    text,
    x,
    y,
    align: 'left',
    size: AXIS_LABEL_FONT_SIZE,
    weight: 'normal',
    ...style,
    colour,
  };
}

/** Policies with their posteriors; the one that was found stands out. */
function headers({ policy: named, policies }: Ecmp, grid: EcmpGrid, theme: Theme): Label[] {
  return policies.flatMap(({ policy, posterior }) => {
    const isNamed = policy === named;
    const x = grid.panelLeft(policy);
    const fit = (text: string): string =>
      shortenEnd(text, grid.panelWidth + PANEL_GAP / 2, AXIS_LABEL_FONT_SIZE);
    const whole = `posterior ${posteriorText(posterior)}`;
    const hasRoom = textWidth(whole, AXIS_LABEL_FONT_SIZE) <= grid.panelWidth + PANEL_GAP / 2;
    const colour = isNamed ? theme.line : theme.ink;
    const weight = isNamed ? 'bold' : 'normal';
    return [
      label(fit(policy), x, 6, { weight, size: AXIS_LABEL_FONT_SIZE }, colour),
      label(hasRoom ? whole : fit(posteriorText(posterior)), x, 20, {}, theme.muted),
    ];
  });
}

function captions(
  grid: EcmpGrid,
  short: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
  width: number,
  theme: Theme,
): Label[] {
  const size = Math.min(AXIS_LABEL_FONT_SIZE, grid.lineHeight);
  return grid.changes.flatMap((change, row) => {
    const top = grid.tops[row] ?? 0;
    const caption = shortenEnd(changeCaption(change, short), width, AXIS_LABEL_FONT_SIZE);
    return [
      label(caption, 0, top - CAPTION / 2 + 1, {}, theme.ink),
      ...(size < LEAST_LABEL ? [] : change.hosts).map(({ host }, line) => {
        const y = top + (line + 0.5) * grid.lineHeight;
        return label(names.get(host) ?? '', -6, y, { align: 'right', size }, theme.muted);
      }),
    ];
  });
}

/** 0 and the most below each panel, and once what they count. */
function axisLabels(grid: EcmpGrid, width: number, theme: Theme): Label[] {
  if (grid.changes.length === 0) return [];
  const y = grid.height + 12;
  const most = numberText(grid.most);
  const isWide = textWidth(`0 ${most}`, AXIS_LABEL_FONT_SIZE) < grid.panelWidth;
  return [
    ...POLICIES.flatMap((policy) => {
      const x = grid.panelLeft(policy);
      return [
        label('0', x, y, {}, theme.muted),
        ...(isWide ? [label(most, x + grid.panelWidth, y, { align: 'right' }, theme.muted)] : []),
      ];
    }),
    label(
      shortenEnd('Lost connections', width, AXIS_TITLE_FONT_SIZE),
      width / 2,
      y + 20,
      { align: 'center', size: AXIS_TITLE_FONT_SIZE },
      theme.ink,
    ),
  ];
}
