import { describe, expect, it } from 'vitest';
import { analyzeProgram } from '../../src/cli/analyze/program.ts';
import { recordedPath } from '../support/recorded.ts';
import { runCli } from '../support/run-cli.ts';

const analyze = (...argv: string[]): ReturnType<typeof runCli> =>
  runCli(analyzeProgram, ['ecmp', ...argv]);

const forwarded = recordedPath('ecmp-forwarded.json');

describe('ctraffic-analyze ecmp', () => {
  it('takes the order of the targets and what was done to them', async () => {
    const { code, stdout } = await analyze(
      forwarded,
      ...['--targets', 'node1,node2,node3,node4'],
      ...['--change', '6.0s: -node1', '--change', '14s: +node1', '--format', 'json'],
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      policy: 'hash-threshold',
      order: ['node1', 'node2', 'node3', 'node4'],
      changes: [
        { text: '-node1', lost: 198 },
        { text: '+node1', lost: 90 },
      ],
    });
  });

  it('names targets and removes them by number or name in a prediction', async () => {
    const byNumber = await analyze('--predict', '--targets', '4', '--remove', '1,3');
    expect(byNumber.stdout).toContain('Connections lost of 100 on 4 targets\n');
    const byName = await analyze(
      ...['--predict', '--targets', 'a*2,b,c', '--remove', 'b', '--connections', '400'],
      ...['--format', 'csv'],
    );
    expect(byName.stdout).toMatch(/^Policy,Removal,Adding again,Both\nhash-threshold,/);
    expect(byName.stdout).toContain('\nstateful,100,0,100\n');
  });

  it.each([
    [
      ['--change', 'now: -a'],
      "--change: expected a time and what was done, as '6s: -a', found 'now: -a'",
    ],
    [['--change', '6s: a'], "--change: expected -a, +a, a*2 or =a,b,c, found 'a'"],
    [['--targets', 'a,a'], "--targets: expected each target once, found 'a,a'"],
    [['--targets', 'a,b'], "--targets: expected targets of node1, node2, node3, node4, found 'a'"],
    [['--remove', '1'], '--remove: expected --predict with it'],
    [['--predict'], '--predict: expected --targets and --remove with it'],
    [
      ['--predict', '--targets', '4', '--remove', '1', '--change', '6s: -1'],
      '--change: expected a run; --predict takes --remove',
    ],
    [
      ['--predict', '--targets', '4', '--remove', '5'],
      "--remove: expected targets of 1, 2, 3, 4, found '5'",
    ],
    [
      ['--predict', '--targets', '1', '--remove', '1'],
      '--remove: expected at least one target, and one that stays, found 1 of 1',
    ],
    [
      ['--predict', '--targets', '0', '--remove', '1'],
      "--targets: expected a whole number from 1 to 1000, found '0'",
    ],
    [
      ['--predict', '--targets', '4', '--remove', '1', '--connections', 'many'],
      "--connections: expected a whole number from 1 to 1000000000, found 'many'",
    ],
  ])('says what is wrong with %j', async (argv, message) => {
    expect(await analyze(forwarded, ...argv)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `ctraffic-analyze: ${message}\n`,
    });
  });
});
