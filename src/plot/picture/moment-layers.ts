import { LABEL_FONT_SIZE, LABEL_GAP } from './place-labels.ts';
import { LANE_HEIGHT, type Layout } from './layout.ts';
import { QUIET, type Layer } from './chart-spec.ts';
import type { Theme } from './theme.ts';
import type { TimeAxis } from '../axes/time-axis.ts';

const X = { field: 't', type: 'quantitative' } as const;

interface Rule {
  readonly t: number;
  readonly label: string;
  readonly colour: string;
  readonly top: number;
  readonly dx: number;
  readonly align: 'left' | 'right';
}

/** Vertical rules with their labels above the plot. */
export function momentLayers(layout: Layout, time: TimeAxis, theme: Theme): Layer[] {
  const { moments } = layout.placement;
  if (moments.length === 0) return [];
  const rules = moments.map(({ timeS, label, kind, lane, side }): Rule => ({
    t: timeS / time.secondsPerUnit,
    label: lane < 0 ? '' : label,
    colour: kind === 'loss' ? theme.lost : theme.event,
    top: -(lane + 1) * LANE_HEIGHT,
    dx: side === 'right' ? LABEL_GAP : -LABEL_GAP,
    align: side === 'right' ? 'left' : 'right',
  }));
  const labelled = rules.filter(({ label }) => label !== '');
  return labelled.length === 0 ? [ruleLayer(rules)] : [ruleLayer(rules), labelLayer(labelled)];
}

function ruleLayer(values: Rule[]): Layer {
  return {
    data: { values },
    mark: { type: 'rule', ...QUIET, strokeWidth: 1, strokeDash: [3, 2], opacity: 0.85 },
    encoding: {
      x: X,
      y: { value: { expr: 'datum.top' } },
      y2: { value: 'height' },
      stroke: { value: { expr: 'datum.colour' } },
    },
  };
}

function labelLayer(values: Rule[]): Layer {
  return {
    data: { values },
    mark: {
      type: 'text',
      ...QUIET,
      fontSize: LABEL_FONT_SIZE,
      baseline: 'top',
      align: { expr: 'datum.align' },
      dx: { expr: 'datum.dx' },
      dy: 1,
    },
    encoding: {
      x: X,
      y: { value: { expr: 'datum.top' } },
      text: { field: 'label' },
      fill: { value: { expr: 'datum.colour' } },
    },
  };
}
