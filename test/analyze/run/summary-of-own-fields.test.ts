import { describe, expect, it } from 'vitest';
import { summaryReport } from '../../../src/analyze/index.ts';
import {
  journalConnectionLine,
  journalFirstLine,
  journalSampleLine,
  parseStats,
} from '../../../src/stats/index.ts';
import { runOf } from '../../support/runs.ts';

describe('the summary of a run that says more of itself', () => {
  const header = {
    version: '0.1.0',
    stopped: 'deadline',
    latency: { Count: 9, P50: 250_000, P99: 1.5e6, Max: 12e6, Histogram: 'x' },
    tester: {
      LatenessP50: 100_000,
      LatenessP99: 2e6,
      LatenessMax: 40e6,
      LateIntervalCount: 3,
      LateIntervals: [
        { From: 2e9, To: 4e9, P99: 30e6 },
        { From: 7e9, To: 8e9, P99: 11e6 },
      ],
    },
  };

  it('shows latency, and where the tester was late', async () => {
    const report = summaryReport(await runOf({ header }));
    const text = report.toText();
    expect(text).toContain('\nDuration          10 s\nRecorded by       ctraffic 0.1.0\n');
    expect(text).toContain(
      '\nLatency           p50 0.25 ms, p99 1.5 ms, max 12 ms (from the scheduled send time)\n' +
        'Tester lateness   p50 0.1 ms, p99 2 ms, max 40 ms\n',
    );
    expect(text).toContain(
      '\nWarning: the tester itself was late in 3 intervals (2.000 s to 4.000 s, 7.000 s to 8.000 s); losses there may be its own.\n',
    );
    expect(report.data).toMatchObject({
      version: '0.1.0',
      stopped: 'deadline',
      latency: { p50Ns: 250_000, p99Ns: 1.5e6, maxNs: 12e6 },
      tester: { lateIntervalCount: 3, lateSpans: [{ fromNs: 2e9, toNs: 4e9 }, {}] },
    });
  });

  it.each([
    ['nothing', {}],
    ['other shapes', { latency: 'fast', tester: [1] }],
    ['parts', { latency: { P50: 1 }, tester: { LateIntervals: null } }],
    ['no echo', { latency: { Count: 0, P50: 0, P99: 0, Max: 0 } }],
  ])('shows none of it where the file has %s', async (_, extra) => {
    const text = summaryReport(await runOf({ header: extra })).toText();
    expect(text).not.toMatch(/Latency|Tester|Recorded|tester/);
  });

  it('names a few spans of many, or none', async () => {
    const tester = { LatenessP50: 0, LatenessP99: 0, LatenessMax: 0 };
    const spans = Array.from({ length: 7 }, (_, i) => ({ From: i * 2e9, To: i * 2e9 + 1e9 }));
    const many = await runOf({ header: { tester: { ...tester, LateIntervals: spans } } });
    expect(summaryReport(many).toText()).toContain('in 7 intervals (0.000 s to 1.000 s, 2');
    expect(summaryReport(many).toText()).toContain('8.000 s to 9.000 s, …); losses');
    const one = await runOf({
      header: { tester: { ...tester, LateIntervals: 'x', LateIntervalCount: 1 } },
    });
    expect(summaryReport(one).toText()).toContain('late in 1 interval; losses');
    const none = await runOf({ header: { tester } });
    expect(summaryReport(none).toText()).not.toContain('Warning');
  });

  it('says of a run that was killed what its journal knows', async () => {
    const { header: planned } = await runOf({ header: { connections: 2 } });
    const row = {
      ...{ startedNs: 0, connectNs: 1e9, endedNs: Infinity, err: '', sent: 1, received: 1 },
      ...{ dropped: 0, retransmits: 0, local: '', remote: '', host: 'a' },
    };
    const lines = [
      journalFirstLine(planned),
      journalConnectionLine({ ...row, client: 0 }),
      journalConnectionLine({ ...row, client: 1, endedNs: 3e9, err: 'EOF' }),
      journalSampleLine({ timeNs: 5e9, sent: 9, received: 9, dropped: 0 }),
    ];
    const run = await parseStats(new TextEncoder().encode(lines.join('')));
    const text = summaryReport(run).toText();
    expect(text).toContain('Duration               5 s\n');
    expect(text).toContain('Time connected         60 %\nConnecting at the end  1\n');
    expect(text).toContain('The run was killed: its journal ends at 5.000 s.\n');
  });
});
