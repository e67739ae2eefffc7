import { POLICIES } from '../../../analyze/index.ts';
import { AXIS_LABEL_FONT_SIZE } from '../../picture/layout.ts';
import { AXIS_TITLE_FONT_SIZE, type Theme } from '../../picture/theme.ts';
import { numberText } from '../../text/number-text.ts';
import { shortenEnd } from '../../text/shorten.ts';
import { textWidth } from '../../text/text-width.ts';
import { CAPTION, PANEL_GAP, type EcmpGrid } from './ecmp-grid.ts';
import { changeCaption, NO_CHANGE, posteriorText, type EcmpModel } from './ecmp-model.ts';

/** Smaller letters cannot be read. */
const LEAST_LABEL = 7;
const NO_CHANGE_FONT_SIZE = 14;

/** A text of the picture, in pixels of its plot. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align: 'left' | 'right' | 'center';
  readonly size: number;
  readonly weight: 'normal' | 'bold';
  readonly colour: string;
}

/** What the texts of a picture go by. */
export interface LabelPlace {
  readonly grid: EcmpGrid;
  /** Of the plot. */
  readonly width: number;
  readonly height: number;
  /** Host -> what stands left of its line. */
  readonly names: ReadonlyMap<string, string>;
  readonly theme: Theme;
}

/** All texts: policies, changes, hosts and the numbers below. */
export function labelsOf(model: EcmpModel, place: LabelPlace): Label[] {
  const { width, height, theme } = place;
  const empty = label(
    NO_CHANGE,
    width / 2,
    height / 2,
    { align: 'center', size: NO_CHANGE_FONT_SIZE },
    theme.muted,
  );
  return [
    ...headers(model, place),
    ...captions(model, place),
    ...axisLabels(place),
    ...(model.changes.length === 0 ? [empty] : []),
  ];
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
function headers({ policy: named, policies }: EcmpModel, { grid, theme }: LabelPlace): Label[] {
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

/** What each change was, and its hosts. */
function captions({ labels }: EcmpModel, { grid, names, width, theme }: LabelPlace): Label[] {
  const size = Math.min(AXIS_LABEL_FONT_SIZE, grid.lineHeight);
  return grid.changes.flatMap((change, row) => {
    const top = grid.tops[row] ?? 0;
    const caption = shortenEnd(changeCaption(change, labels), width, AXIS_LABEL_FONT_SIZE);
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
function axisLabels({ grid, width, theme }: LabelPlace): Label[] {
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
