import { describe, expect, it } from 'vitest';
import { ANALYSES, studyOf, type AnyRunAnalysis, type Report } from '../../src/analyze/index.ts';
import { cellValues } from '../../src/analyze/table/table.ts';
import { holdsFor } from '../support/property.ts';
import {
  ORDINARY,
  runOfTexts,
  textsOfRun,
  UNSAFE_CHARACTERS,
  type TextsOfRun,
} from '../support/text-from-outside.ts';

const OF_RUNS = ANALYSES.filter((analysis) => analysis.input === 'run');
/** They draw thousands of upgrades, or of spreads, each. */
const SLOW = new Set(['balance', 'upgrade', 'ecmp']);

async function reportOf({ report }: AnyRunAnalysis, texts: TextsOfRun): Promise<Report> {
  const { run, events } = await runOfTexts(texts);
  return report(studyOf(run, { events }));
}

/** Fields of comma-separated values by RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy;
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (match === null) throw new Error(`no CSV: ${text}`);
    const [, value = '', end = ''] = match;
    const quoted = value.startsWith('"');
    rows.at(-1)?.push(quoted ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

const lines = (text: string): number => text.split('\n').length;

describe.each(OF_RUNS.map((analysis) => [analysis.name, analysis] as const))(
  'whatever texts a run holds, the report %s',
  (name, analysis) => {
    const runs = SLOW.has(name) ? 10 : 60;

    it('as text has the lines that it has with ordinary names', async () => {
      const ordinary = await reportOf(analysis, ORDINARY);
      await holdsFor(
        textsOfRun,
        async (texts) => {
          const found = await reportOf(analysis, texts);
          expect(found.toText()).not.toMatch(UNSAFE_CHARACTERS);
          expect(lines(found.toText())).toBe(lines(ordinary.toText()));
          for (const line of [...found.notes, ...found.leftOut]) {
            expect(line).not.toMatch(UNSAFE_CHARACTERS);
            expect(line).not.toContain('\n');
          }
        },
        runs,
      );
    });

    it('as Markdown and HTML holds no markup of theirs', async () => {
      const ordinary = await reportOf(analysis, ORDINARY);
      const tags = (html: string): string[] => html.match(/<[^>]*>/g) ?? [];
      const bars = (markdown: string): string[] =>
        markdown.split('\n').map((line) => line.replace(/\\./g, '').replace(/[^|]/g, ''));
      await holdsFor(
        textsOfRun,
        async (texts) => {
          const found = await reportOf(analysis, texts);
          const markdown = found.toMarkdown();
          expect(markdown).not.toMatch(UNSAFE_CHARACTERS);
          expect(bars(markdown)).toEqual(bars(ordinary.toMarkdown()));
          expect(markdown.replace(/\\./g, '')).not.toMatch(/[<`*[\]]/);
          expect(found.toHtml()).not.toMatch(UNSAFE_CHARACTERS);
          expect(tags(found.toHtml())).toEqual(tags(ordinary.toHtml()));
        },
        runs,
      );
    });

    it('as JSON and CSV gives back the values', async () => {
      const namesHosts = JSON.stringify(await reportOf(analysis, ORDINARY)).includes('"a"');
      await holdsFor(
        textsOfRun,
        async (texts) => {
          const found = await reportOf(analysis, texts);
          const { columns, rows } = found.tables[0];
          const values = rows.map((row) =>
            columns.flatMap((column, i) =>
              cellValues(row[i] ?? null, column).map((value) => String(value ?? '')),
            ),
          );
          expect(parseCsv(found.toCsv()).slice(1)).toEqual(values);
          const json = JSON.stringify(found);
          if (namesHosts) expect(json).toContain(JSON.stringify(texts.hosts[0]));
          expect(JSON.stringify(JSON.parse(json))).toBe(json);
        },
        runs,
      );
    });
  },
);
