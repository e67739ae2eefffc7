import { expect, it, vi } from 'vitest';
import { plotProgram } from '../../src/cli/plot/program.ts';
import { recordedPath } from '../support/recorded.ts';
import { runCli } from '../support/run-cli.ts';

vi.mock('canvas', () => {
  throw new Error('Cannot find package');
});

vi.mock('@resvg/resvg-js', () => {
  throw new Error('Cannot find native binding');
});

it.each([
  [
    'canvas',
    'expected the package "canvas" (npm install canvas@npm:@napi-rs/canvas), found none that can be loaded',
  ],
  [
    'resvg',
    'expected the package "@resvg/resvg-js" with its optional packages (npm install), found none that can be loaded',
  ],
])('says what to install where the renderer %s is missing', async (renderer, words) => {
  const argv = ['clients', recordedPath('udp.json'), '--terminal=png', `--renderer=${renderer}`];
  const { code, stderr } = await runCli(plotProgram, argv);
  expect({ code, stderr }).toEqual({ code: 1, stderr: `ctraffic-plot: --renderer: ${words}\n` });
});
