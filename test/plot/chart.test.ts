import { describe, expect, it } from 'vitest';
import { JUPYTER_DISPLAY } from '../../src/analyze/index.ts';
import { plotClients, plotConnections } from '../../src/plot/index.ts';
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

describe('the clients of a large run', () => {
  it('fit into an SVG of reasonable size', async () => {
    const svg = await plotClients(await wanderers(10_000, 4)).toSVG();
    expect(svg.length).toBeLessThan(1.2e6);
  });
});
