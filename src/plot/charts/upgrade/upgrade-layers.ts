import type { QuantitativeAxis } from '../../picture/axes.ts';
import { QUIET, type Layer } from '../../picture/chart-spec.ts';
import type { ColourChannel, LegendEntry } from '../../picture/legend.ts';
import type { Theme } from '../../picture/theme.ts';
import type { UpgradeModel } from './upgrade-model.ts';

/** Share of a step's width that its replicas take; the rest keeps steps apart. */
export const GROUP = 0.82;
/** Share of a replica's width that its bar takes. */
const BAR = 0.7;
const LARGEST_DOT = 70;
const LEAST_DOT = 4;
/** Dots with less room than this have no edge. */
const EDGED_DOT = 6;
export const NUMBER_FONT_SIZE = 8;
/** From the top of a bar or dot to the number above it. */
const NUMBER_GAP = 6;

/** A replica in a step: what was observed, over the model's mean and range. */
export interface Mark {
  readonly replica: string;
  readonly number: string;
  readonly x: number;
  readonly x0: number;
  readonly x1: number;
  readonly observed: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly top: number;
}

export interface Channels {
  readonly x: QuantitativeAxis;
  readonly y: QuantitativeAxis;
  readonly colour: ColourChannel;
}

/** Replicas side by side in each step. */
export function marksOf(
  { states, replicas }: UpgradeModel,
  legend: readonly LegendEntry[],
): Mark[] {
  const half = (GROUP * BAR) / replicas.length / 2;
  return states.flatMap((state, step) =>
    replicas.map((_, place) => {
      const middle = step + 0.5 + GROUP * ((place + 0.5) / replicas.length - 0.5);
      const mean = state.expected[place] ?? 0;
      const { low, high } = state.range?.[place] ?? { low: mean, high: mean };
      const observed = state.connections[place] ?? 0;
      return {
        replica: legend[place]?.label ?? '',
        number: String(place + 1),
        x: middle,
        x0: middle - half,
        x1: middle + half,
        observed,
        mean,
        low,
        high,
        top: Math.max(observed, high),
      };
    }),
  );
}

export function rangeLayer(values: Mark[], { x, y, colour }: Channels): Layer {
  return {
    data: { values },
    mark: { type: 'rect', ...QUIET, opacity: 0.35 },
    encoding: {
      x: { field: 'x0', ...x },
      x2: { field: 'x1' },
      y: { field: 'low', ...y },
      y2: { field: 'high' },
      color: colour,
    },
  };
}

export function meanLayer(values: Mark[], { x, y }: Channels, theme: Theme): Layer {
  return {
    data: { values },
    mark: { type: 'rule', ...QUIET, strokeWidth: 1.5, stroke: theme.ink },
    encoding: {
      x: { field: 'x0', ...x },
      x2: { field: 'x1' },
      y: { field: 'mean', ...y },
    },
  };
}

/** @param look.slot pixels that a replica has in a step */
export function observedLayer(
  values: Mark[],
  { x, y, colour }: Channels,
  { theme, slot }: { readonly theme: Theme; readonly slot: number },
): Layer {
  return {
    data: { values },
    mark: {
      type: 'point',
      ...QUIET,
      filled: true,
      opacity: 1,
      size: Math.max(LEAST_DOT, Math.min(LARGEST_DOT, slot * slot)),
      stroke: theme.background,
      strokeWidth: slot > EDGED_DOT ? 1 : 0,
    },
    encoding: {
      x: { field: 'x', ...x },
      y: { field: 'observed', ...y },
      color: colour,
    },
  };
}

export function numberLayer(values: Mark[], { x, y }: Channels, theme: Theme): Layer {
  return {
    data: { values },
    mark: {
      type: 'text',
      ...QUIET,
      fontSize: NUMBER_FONT_SIZE,
      baseline: 'bottom',
      dy: -NUMBER_GAP,
      fill: theme.muted,
      stroke: null,
    },
    encoding: {
      x: { field: 'x', ...x },
      y: { field: 'top', ...y },
      text: { field: 'number' },
    },
  };
}
