import { describe, expect, it } from 'vitest';
import { JUPYTER_DISPLAY } from '../../src/analyze/index.ts';
import {
  plotClients,
  plotConnections,
  plotOutages,
  plotEcmp,
  plotReplicas,
  plotThroughput,
  plotUpgrade,
  type ChartOptions,
  type PNGOptions,
} from '../../src/plot/index.ts';
import { lossMoments } from '../../src/plot/charts/replicas/replicas-model.ts';
import { parseStats } from '../../src/stats/index.ts';
import { recordedBytes } from '../support/recorded.ts';
import { wanderers } from './cases.ts';

const upgrade = async (): Promise<ReturnType<typeof plotConnections>> =>
  plotConnections(await parseStats(recordedBytes('upgrade')), { active: true });

/** Width and height as the header of a PNG says them. */
function sizeOf(png: Uint8Array): readonly [number, number] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return [view.getUint32(16), view.getUint32(20)];
}

describe('a chart', () => {
  it('is the same PNG every time, twice as large as the chart', async () => {
    const chart = await upgrade();
    const first = await chart.toPNG();
    expect(sizeOf(first)).toEqual([1600, 800]);
    expect(Buffer.compare(first, await (await upgrade()).toPNG())).toBe(0);
  });

  it('is a PNG of any scale', async () => {
    expect(sizeOf(await (await upgrade()).toPNG({ scale: 1 }))).toEqual([800, 400]);
  });

  it('has its letters in the PNG, whatever fonts the machine has', async () => {
    const run = await parseStats(recordedBytes('upgrade'));
    const named = await plotConnections(run, { title: 'Named' }).toPNG();
    const other = await plotConnections(run, { title: 'Other' }).toPNG();
    expect(Buffer.compare(named, other)).not.toBe(0);
  });

  it('has a sign in the PNG for letters that the fonts lack', async () => {
    const run = await parseStats(recordedBytes('upgrade'));
    const titled = (title: string): Promise<Uint8Array> => plotConnections(run, { title }).toPNG();
    expect(Buffer.compare(await titled('東 Ω'), await titled('\ufffd Ω'))).toBe(0);
    expect(Buffer.compare(await titled('東 Ω'), await titled('  Ω'))).not.toBe(0);
  });

  it('can be drawn by the package canvas', async () => {
    const chart = await upgrade();
    expect(sizeOf(await chart.toPNG({ renderer: 'canvas', scale: 1 }))).toEqual([800, 400]);
  });

  it('is drawn the same beside others that are drawn at the same time', async () => {
    const charts = await Promise.all([upgrade(), upgrade(), upgrade()]);
    const [first, ...others] = await Promise.all(charts.map((chart) => chart.toSVG()));
    for (const other of others) expect(other).toBe(first);
  });

  it('shows itself in notebooks', async () => {
    const shown = await (await upgrade())[JUPYTER_DISPLAY]();
    expect(Object.keys(shown)).toEqual([
      'application/vnd.vegalite.v6+json',
      'application/vnd.vegalite.v5+json',
      'text/html',
      'text/plain',
    ]);
    expect(shown['text/html']).toMatch(/^<img [^>]*src="data:image\/svg\+xml;base64,[\w+/=]+"/);
    expect(Symbol.for('Jupyter.display')).toBe(JUPYTER_DISPLAY);
  });

  it('takes the size and colours that a terminal has', async () => {
    const text = (await upgrade()).toText({ columns: 40, rows: 16, coloured: true });
    const lines = text.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(16);
    expect(text).toContain('\u001b[38;5;');
    for (const line of lines) expect(line.replace(/\u001b\[[\d;]*m/g, '').length).toBeLessThan(41);
  });
});

describe('the size of a chart', () => {
  const events = [3, 4.3, 5.4, 6.6].map((s) => ({ timeNs: s * 1e9, text: `ready ${s}` }));

  it.each([
    [200, 150],
    [300, 200],
    [640, 220],
    [10_000, 150],
  ])('is kept, %d x %d', async (width, height) => {
    const run = await parseStats(recordedBytes('upgrade'));
    const options = { width, height, events };
    for (const chart of [
      plotConnections(run, { ...options, active: true }),
      plotThroughput(run, options),
      plotReplicas(run, options),
      plotClients(run, options),
      plotOutages(run, options),
      plotUpgrade(run, options),
      plotEcmp(run, options),
      plotReplicas(await wanderers(300, 300), options),
    ]) {
      expect(chart.size).toEqual({ width, height });
      expect(await chart.toSVG()).toContain(` width="${width}" height="${height}" `);
    }
  });

  it('is told where it had to be larger', async () => {
    const { header, ...rest } = await parseStats(recordedBytes('upgrade'));
    const chart = plotThroughput(
      { ...rest, header: { ...header, rateKBps: 1e15 } },
      { width: 150, height: 150 },
    );
    expect(chart.size.width).toBeGreaterThan(150);
    expect(await chart.toSVG()).toContain(` width="${chart.size.width}" height="150" `);
  });

  it('leaves the note in a subtitle that is cut', async () => {
    const run = await parseStats(recordedBytes('upgrade'));
    const svg = await plotConnections(run, {
      width: 300,
      events: [{ timeNs: -1, text: 'x' }],
    }).toSVG();
    expect(svg).toMatch(/>120 connections,[^<]*… · 1 label without room</);
  });
});

describe('an option that no chart can follow', () => {
  it.each<[string, ChartOptions, PNGOptions, string]>([
    ['a negative width', { width: -1 }, {}, 'width: expected 150 to 10000, found -1'],
    ['no height', { height: 0 }, {}, 'height: expected 150 to 10000, found 0'],
    ['a height of NaN', { height: NaN }, {}, 'height: expected 150 to 10000, found NaN'],
    ['no scale', {}, { scale: 0 }, 'scale: expected 0.25 to 8, found 0'],
    ['a scale of NaN', {}, { scale: NaN }, 'scale: expected 0.25 to 8, found NaN'],
    [
      'too many pixels',
      { width: 10_000, height: 10_000 },
      { scale: 8 },
      'scale: expected at most 100000000 pixels, found 8, which makes 80000 x 80000',
    ],
  ])('%s', async (_, options, png, message) => {
    const run = await parseStats(recordedBytes('upgrade'));
    const draw = async (): Promise<Uint8Array> => plotConnections(run, options).toPNG(png);
    await expect(draw()).rejects.toMatchObject({
      name: 'PlotError',
      code: 'option',
      message,
    });
  });
});

describe('what happened outside the time axis', () => {
  it('is counted with the labels that have no room, in pictures and drawings', async () => {
    const run = await parseStats(recordedBytes('upgrade'));
    const events = [-1e9, 5e9, 99e9].map((timeNs) => ({ timeNs, text: 'x' }));
    const chart = plotConnections(run, { events });
    expect(await chart.toSVG()).toContain('2 labels without room');
    expect(chart.toText()).toMatch(/^Connections:.* · 2 labels without room\n/);
  });

  it('is shown where it is a loss: of an event before the start', () => {
    expect(lossMoments([{ timeNs: -2e9, lost: 3 }])).toEqual([
      { timeS: 0, label: '3 lost', kind: 'loss' },
    ]);
  });
});

describe('a drawing of what each policy expects', () => {
  it('has all changes, unless rows are limited', async () => {
    const chart = plotEcmp(await parseStats(recordedBytes('upgrade')));
    expect(chart.toText().match(/ s: [−+]/g)).toHaveLength(7);
    const limited = chart.toText({ rows: 24 }).split('\n');
    expect(limited.length - 1).toBeLessThanOrEqual(24);
    expect(limited.at(-2)).toBe('… 3 more');
  });

  it('says whether more or fewer were lost', async () => {
    const text = plotEcmp(await parseStats(recordedBytes('ecmp-forwarded'))).toText();
    expect(text).toContain('+ more lost than expected  - fewer  │ expected');
    // Under modulo fewer of the third were lost than expected, under consistent more.
    expect(text).toMatch(/^node3 █+│ +█+-+│ +█+-+│ +│\++ /m);
  });
});

describe('curves of outages', () => {
  it('end where nobody was followed longer, if some outage is open', async () => {
    const { spec } = plotOutages(await parseStats(recordedBytes('server-killed')));
    const { layer } = JSON.parse(JSON.stringify(spec)) as {
      layer: readonly { data: { values: readonly { t: number }[] } }[];
    };
    const [, lines] = layer;
    // The longest open outage was followed for 5.835 s, as the table says.
    expect(Math.max(...(lines?.data.values ?? []).map(({ t }) => t))).toBeCloseTo(5.835, 3);
    expect(spec.title).toHaveProperty('subtitle', expect.stringContaining('a line ends where'));
  });

  it('have a legend of the kinds that are drawn', async () => {
    const run = await parseStats(recordedBytes('ecmp-forwarded'));
    expect(await plotOutages(run).toSVG()).toContain('>Reversion<');
    const one = await plotOutages(run, { height: 150 }).toSVG();
    expect(one).toContain('1 of 2 disturbances');
    expect(one).not.toMatch(/>Reversion<|>Initial event</);
  });
});

describe('a drawing of few columns', () => {
  it('marks a heading that is cut, and says how many labels it lacks', async () => {
    const run = await parseStats(recordedBytes('upgrade'));
    const heading = (columns: number, labels: number): string | undefined => {
      const events = Array.from({ length: labels }, (_, i) => ({ timeNs: i, text: 'something' }));
      return plotReplicas(run, { events }).toText({ columns }).split('\n')[0];
    };
    expect(heading(40, 0)).toBe('Connections per replica: 120 …');
    expect(heading(40, 9)).toBe('Connections … · 7 labels without room');
    expect(heading(24, 9)).toMatch(/^\d labels without room$/);
  });
});

describe('very many events', () => {
  it('are drawn in no more time than they need', async () => {
    const run = await parseStats(recordedBytes('upgrade'));
    const events = Array.from({ length: 100_000 }, (_, i) => ({ timeNs: i * 1e5, text: 'x' }));
    const begun = performance.now();
    expect(plotConnections(run, { events }).toText()).toContain('labels without room');
    expect(performance.now() - begun).toBeLessThan(4000);
  });
});

describe('the legend of very many replicas', () => {
  it('is cut before Vega cuts it, and leaves the plot its room', async () => {
    const svg = await plotReplicas(await wanderers(300, 300)).toSVG();
    expect(svg).toContain('>… 71 more<');
    expect(svg).not.toContain('entries');
  });
});

describe('the clients of a large run', () => {
  it('fit into an SVG of reasonable size', async () => {
    const svg = await plotClients(await wanderers(10_000, 4)).toSVG();
    expect(svg.length).toBeLessThan(1.2e6);
  });
});
