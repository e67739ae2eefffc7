import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { studyOf } from '../../src/analyze/index.ts';
import { CHARTS, type AnyChart, type Chart } from '../../src/plot/index.ts';
import { holdsFor } from '../support/property.ts';
import {
  runOfTexts,
  textsOfRun,
  UNSAFE_CHARACTERS,
  type TextsOfRun,
} from '../support/text-from-outside.ts';

const SIZE = { columns: 80, rows: 24 };

async function chartOf({ plot }: AnyChart, texts: TextsOfRun): Promise<Chart> {
  const { run, events } = await runOfTexts(texts);
  return plot(studyOf(run, { events }), { title: `Run of ${texts.hosts[0] ?? ''}`, events });
}

describe.each(CHARTS.map((chart) => [chart.name, chart] as const))(
  'whatever texts a run holds, the chart %s',
  (_, chart) => {
    it('of characters keeps to its lines', async () => {
      await holdsFor(
        textsOfRun,
        async (texts) => {
          const drawing = (await chartOf(chart, texts)).toText(SIZE);
          expect(drawing).not.toMatch(UNSAFE_CHARACTERS);
          const coloured = (await chartOf(chart, texts)).toText({ ...SIZE, coloured: true });
          expect(coloured.replace(/\u001b\[(?:0|38;5;\d+)m/g, '')).not.toMatch(UNSAFE_CHARACTERS);
          for (const line of drawing.split('\n')) {
            expect(Array.from(line).length).toBeLessThanOrEqual(SIZE.columns);
          }
        },
        20,
      );
    });

    it('as SVG is well-formed', async () => {
      await holdsFor(
        textsOfRun,
        async (texts) => {
          const made = await chartOf(chart, texts);
          expect(JSON.stringify(made.spec)).not.toMatch(/\\u00[01]|\\u007f|[\u0080-\u009f]/);
          const svg = await made.toSVG();
          expect(svg).not.toMatch(UNSAFE_CHARACTERS);
          expect(svg).not.toContain('<script');
          // It reads XML strictly.
          expect(() => new Resvg(svg)).not.toThrow();
        },
        8,
      );
    });
  },
);
