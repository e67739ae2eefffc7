import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableCsv } from '../../src/analyze/table/csv.ts';
import { goNumber } from '../../src/analyze/table/go-number.ts';
import { tableHtml } from '../../src/analyze/table/html.ts';
import { tableMarkdown } from '../../src/analyze/table/markdown.ts';
import type { Table } from '../../src/analyze/table/table.ts';
import { tableText } from '../../src/analyze/table/text.ts';

const table: Table = {
  caption: 'What <it> is',
  columns: [{ title: 'Name' }, { title: 'Share (%)', decimals: 1 }, { title: 'Count' }],
  rows: [
    ['a|"b",\n<c>', 12.345, null],
    ['long name', 7, 1000],
  ],
};

describe('a table', () => {
  it('as text is aligned', () => {
    expect(tableText({ ...table, rows: table.rows.slice(1) })).toBe(
      'What <it> is\nName       Share (%)  Count\nlong name        7.0   1000\n',
    );
  });

  it('as CSV has all digits, quotes where they are needed, and nothing where nothing is', () => {
    expect(tableCsv(table)).toBe(
      'Name,Share (%),Count\n"a|""b"",\n<c>",12.345,\nlong name,7,1000\n',
    );
  });

  it('has words for people and values for machines', () => {
    const worded: Table = {
      columns: [
        { title: 'p' },
        { title: 'Range', valueTitles: ['Range low', 'Range high'] },
        { title: 'n' },
      ],
      rows: [
        [{ text: '~0.077', values: [0.0769] }, { text: '1 - 2', values: [1, 2] }, 3],
        [null, { text: '>= 4', values: [4, null] }, null],
        [{ text: 'never', values: [null] }, null, 5],
      ],
    };
    expect(tableText(worded)).toBe(
      '     p  Range  n\n~0.077  1 - 2  3\n     -   >= 4  -\n never      -  5\n',
    );
    expect(tableCsv(worded)).toBe('p,Range low,Range high,n\n0.0769,1,2,3\n,4,,\n,,,5\n');
  });

  it('as Markdown keeps its cells apart', () => {
    expect(tableMarkdown(table)).toBe(
      'What \\<it\\> is\n\n| Name | Share (%) | Count |\n| --- | --: | --: |\n' +
        '| a\\|"b", \\<c\\> | 12.3 | - |\n| long name | 7.0 | 1000 |\n',
    );
  });

  it('lets no text command the terminal or break its line', () => {
    const rows = [['\u001b[31mred\u202e\r\nx', 1, 1]];
    expect(tableText({ columns: table.columns, rows })).toContain('\ufffd[31mred\ufffd x');
  });

  it('as HTML lets no text become markup', () => {
    const html = tableHtml(table);
    expect(html).toContain('<caption>What &lt;it&gt; is</caption>');
    expect(html).toContain('>a|&quot;b&quot;, &lt;c&gt;</td>');
    expect(html).toContain('<th style="text-align:right">Share (%)</th>');
  });
});

describe('a number as Go prints it', () => {
  it.each([
    [0, '0'],
    [0.5, '0.5'],
    [1.5006852579999999, '1.5006852579999999'],
    [0.0001, '0.0001'],
    [0.00001234, '1.234e-05'],
    [1e-12, '1e-12'],
    [1e20, '100000000000000000000'],
    [1e21, '1e+21'],
  ])('%d is %s', (value, text) => {
    expect(goNumber(value)).toBe(text);
  });

  it('reads back as itself', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(goNumber(value))).toBe(value + 0);
      }),
    );
  });
});
