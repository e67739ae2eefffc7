import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { connectionsReport, hostsReport, throughputReport } from '../../../src/analyze/index.ts';
import { readStats } from '../../../src/stats/index.ts';
import { RECORDED, recordedPath, recordedText } from '../../support/recorded.ts';

const REPORTS = {
  connections: connectionsReport,
  throughput: throughputReport,
  hosts: hostsReport,
};

const CASES = RECORDED.flatMap((run) =>
  Object.keys(REPORTS).map((name) => ({ run, name: name as keyof typeof REPORTS })),
).filter(({ run, name }) => existsSync(recordedPath(`${run}.${name}.txt`)));

describe('the text is the original’s, byte for byte', () => {
  it.each(CASES)('$run: $name', async ({ run, name }) => {
    const report = REPORTS[name](await readStats(recordedPath(`${run}.json`)));
    expect(report.toText()).toBe(recordedText(`${run}.${name}.txt`));
  });

  it('covers what was recorded', () => {
    expect(CASES.length).toBe(29);
  });
});

it('connections that never ended count as open at the end, where the original gives up', async () => {
  const run = await readStats(recordedPath('too-many-reconnects.json'));
  expect(connectionsReport(run).toText()).toBe(
    'Time Active New Failed Connecting\n0.5 10 10 18 0\n1.5 10 10 18 0\n2.5 10 10 23 0\n3.5 10 10 19 0\n',
  );
});
