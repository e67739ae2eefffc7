import { describe, expect, it } from 'vitest';
import { ANALYSES, studyOf } from '../../src/analyze/index.ts';
import { plotProgram } from '../../src/cli/plot/program.ts';
import type { AnyChart } from '../../src/plot/catalogue.ts';
import { defineChart } from '../../src/plot/charts/define-chart.ts';
import { CHARTS } from '../../src/plot/index.ts';
import { frame } from '../../src/plot/picture/frame.ts';
import { layOut } from '../../src/plot/picture/layout.ts';
import { timeAxis } from '../../src/plot/axes/time-axis.ts';
import { parseStats } from '../../src/stats/index.ts';
import { recordedBytes, recordedPath } from '../support/recorded.ts';
import { runCli } from '../support/run-cli.ts';

describe.each(CHARTS)('the chart of $name', (chart) => {
  it('reads no columns but those that it names', async () => {
    const all = await parseStats(recordedBytes('upgrade'));
    const some = await parseStats(recordedBytes('upgrade'), {
      columns: chart.columns,
    });
    const { spec } = chart.plot(some);
    expect(spec).toEqual(chart.plot(all).spec);
    expect(chart.plot(some).toText()).toBe(chart.plot(all).toText());
  });

  it('is that of a study with its events', async () => {
    const run = await parseStats(recordedBytes('upgrade'));
    const events = [{ timeNs: 3e9, text: 'something' }];
    const { spec } = chart.plot(studyOf(run, { events }));
    expect(spec).toEqual(chart.plot(run, { events }).spec);
    expect(JSON.stringify(spec).includes('something')).toBe(chart.drawsEvents || isNamed(chart));
  });

  it('has a command of its own', async () => {
    const { code, stdout } = await runCli(plotProgram, [chart.name, recordedPath('udp.json')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<svg /);
  });
});

/** Curves of outages are named after what was done. */
const isNamed = ({ name }: AnyChart): boolean => name === 'outages';

it('a chart has the name of the analysis that it shows, or one of its own', () => {
  const names = CHARTS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(ANALYSES.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
});

describe('a chart that is added', () => {
  const packets = defineChart({
    name: 'packets',
    summary: 'how many packets came back',
    title: 'Packets',
    columns: ['sent', 'received'],
    takes: { active: true },
    drawsEvents: true,
    model: ({ run }, { active = false }: { readonly active?: boolean | undefined }) => {
      // @ts-expect-error -- a column that is read and not named
      expect(run.connections.lost).toBeUndefined();
      const { received } = run.connections;
      return { received: received.reduce((sum, count) => sum + count, 0), active };
    },
    spec: ({ received }, context) => {
      const layout = layOut(context, { yLabels: [], legend: [], moments: context.moments });
      return frame(context, layout, timeAxis(context.endS, layout.plotWidth), {
        notes: [`${received} received`],
        layers: [],
      });
    },
    draw: ({ received, active }, { heading }) => `${heading}: ${received} ${String(active)}\n`,
  });
  const program = (io: Parameters<typeof plotProgram>[0]): ReturnType<typeof plotProgram> =>
    plotProgram(io, [...CHARTS, packets]);

  it('is drawn by a command of its name, with the flags of what it takes', async () => {
    const argv = ['packets', recordedPath('upgrade.json'), 'Active', '--terminal=dumb'];
    const { code, stdout, stderr } = await runCli(program, argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Packets: 120 connections, .* s: [1-9]\d+ true\n$/);
  });

  it('is a picture', async () => {
    const { stdout } = await runCli(program, ['packets', recordedPath('upgrade.json')]);
    expect(stdout).toMatch(/^<svg .*>Packets<.* received</s);
  });

  it('is in the help', async () => {
    expect((await runCli(program, ['--help'])).stdout).toContain('how many packets came back');
    const { stdout } = await runCli(program, ['packets', '--help']);
    expect(stdout).toContain('[Active]');
    expect(stdout).not.toMatch(/--interval|--data/);
  });

  it('draws nothing but what is asked for', async () => {
    const run = await parseStats(recordedBytes('upgrade'));
    let pictures = 0;
    const counting = defineChart({
      name: 'counting',
      summary: '',
      title: 'Counting',
      columns: [],
      takes: {},
      drawsEvents: false,
      model: () => ({}),
      spec: (_, context) => {
        pictures++;
        const layout = layOut(context, { yLabels: [], legend: [], moments: [] });
        return frame(context, layout, timeAxis(1, layout.plotWidth), { layers: [] });
      },
      draw: () => 'drawn',
    });
    const chart = counting.plot(run);
    expect(chart.toText()).toBe('drawn');
    expect(pictures).toBe(0);
    await chart.toSVG();
    expect(chart.size).toEqual({ width: 800, height: 400 });
    expect(pictures).toBe(1);
  });
});
