import { expect, it, vi } from 'vitest';
import { plotProgram } from '../../src/cli/plot/program.ts';
import { recordedPath } from '../support/recorded.ts';
import { runCli } from '../support/run-cli.ts';

vi.mock('canvas', () => {
  throw new Error('Cannot find package');
});

it('says what to install where the canvas renderer is missing', async () => {
  const argv = ['clients', recordedPath('udp.json'), '--terminal=png', '--renderer=canvas'];
  const { code, stderr } = await runCli(plotProgram, argv);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr:
      'ctraffic-plot: --renderer: expected the package "canvas" (npm install canvas@npm:@napi-rs/canvas), found none that can be loaded\n',
  });
});
