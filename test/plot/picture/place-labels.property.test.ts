import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  LABEL_FONT_SIZE,
  LABEL_GAP,
  placeLabels,
  type PlacedMoment,
} from '../../../src/plot/picture/place-labels.ts';
import type { Moment } from '../../../src/plot/axes/moment.ts';
import { textWidth } from '../../../src/plot/text/text-width.ts';

const moments = fc.array(
  fc.record<Moment>({
    timeS: fc.double({ min: -5, max: 35, noNaN: true }),
    label: fc.string({ maxLength: 30 }),
    kind: fc.constantFrom('event', 'loss'),
  }),
  { maxLength: 40 },
);

const plot = { spanS: 30, width: 600, lanes: 4 };

function boxOf({ label, x, side }: PlacedMoment): readonly [from: number, to: number] {
  const length = textWidth(label, LABEL_FONT_SIZE) + 2 * LABEL_GAP;
  return side === 'right' ? [x, x + length] : [x - length, x];
}

it('places labels within the plot, apart from each other, and not across rules', () => {
  fc.assert(
    fc.property(moments, (given) => {
      const { moments: placed, lanes, hidden } = placeLabels(given, plot);
      expect(placed.length).toBe(given.filter(({ timeS }) => timeS >= 0 && timeS <= 30).length);
      const shown = placed.filter(({ lane }) => lane >= 0);
      expect(hidden).toBe(given.length - shown.length);
      expect(lanes).toBe(Math.max(0, ...shown.map(({ lane }) => lane + 1)));
      for (const moment of shown) {
        const [from, to] = boxOf(moment);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(plot.width);
        for (const other of shown) {
          if (other === moment) continue;
          const [start, end] = boxOf(other);
          if (other.lane === moment.lane) expect(from >= end || start >= to).toBe(true);
          if (other.lane > moment.lane) expect(other.x > from && other.x < to).toBe(false);
        }
      }
    }),
  );
});

it('shows all eight events of an upgrade', () => {
  const upgrade = [3, 4.3, 5.4, 6.6, 7.7, 9, 10, 11.3].map((timeS, i): Moment => {
    return { timeS, label: `${i % 2 === 0 ? 'remove' : 'ready'} R${i}`, kind: 'event' };
  });
  expect(placeLabels(upgrade, { spanS: 15, width: 700, lanes: 4 }).hidden).toBe(0);
});

it('has time and stack for very many', () => {
  const many = Array.from({ length: 200_000 }, (_, i): Moment => {
    return { timeS: (i * 30) / 200_000, label: 'x', kind: 'event' };
  });
  expect(placeLabels(many, plot).lanes).toBe(4);
});

it('gives losses room before events', () => {
  const label = 'x'.repeat(80);
  const { moments: placed } = placeLabels(
    [
      { timeS: 1, label, kind: 'loss' },
      { timeS: 2, label, kind: 'event' },
      { timeS: 3, label, kind: 'event' },
    ],
    { ...plot, lanes: 1 },
  );
  expect(placed.map(({ lane }) => lane)).toEqual([0, -1, -1]);
});
