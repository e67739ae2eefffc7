import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  balanceReport,
  clientsReport,
  connectionsReport,
  disturbancesReport,
  ecmpReport,
  hostsReport,
  intervalsReport,
  outagesReport,
  parseEvents,
  replicasReport,
  summaryReport,
  throughputReport,
  upgradeReport,
  type Report,
} from '../../src/analyze/index.ts';
import { readStats, type Run } from '../../src/stats/index.ts';
import { RECORDED, recordedPath, recordedText } from '../support/recorded.ts';
import { runOf } from '../support/runs.ts';

const REPORTS: Readonly<Record<string, (run: Run) => Report>> = {
  balance: balanceReport,
  clients: clientsReport,
  connections: connectionsReport,
  disturbances: disturbancesReport,
  ecmp: ecmpReport,
  hosts: hostsReport,
  intervals: intervalsReport,
  outages: outagesReport,
  replicas: replicasReport,
  summary: summaryReport,
  throughput: throughputReport,
  upgrade: upgradeReport,
};

describe.each(Object.entries(REPORTS))('the report %s of a recorded run', (name, report) => {
  it.each(['text', 'csv', 'markdown', 'json'] as const)('as %s', async (format) => {
    const found = report(await readStats(recordedPath('node-failure.json')));
    const text = {
      text: () => found.toText(),
      csv: () => found.toCsv(),
      markdown: () => found.toMarkdown(),
      json: () => `${JSON.stringify(found, null, 2)}\n`,
    }[format]();
    const extension = { text: 'txt', csv: 'csv', markdown: 'md', json: 'json' }[format];
    await expect(text).toMatchFileSnapshot(`golden/${name}.${extension}`);
  });

  it('shows itself in a notebook', async () => {
    const found = report(await readStats(recordedPath('upgrade.json')));
    const display = (
      found as unknown as Record<symbol, (() => Record<string, string>) | undefined>
    )[Symbol.for('Jupyter.display')]?.call(found);
    expect(display?.['text/html']).toMatch(/^<table>.*<\/table>/s);
    expect(display?.['text/plain']).toBe(String(found));
  });
});

describe('the summary', () => {
  it('with events names the disturbances', async () => {
    const run = await readStats(recordedPath('upgrade.json'));
    const events = parseEvents(recordedText('upgrade.events'), run.header);
    expect(summaryReport(run, { events }).toText()).toContain(
      'Disturbance 2: 5.341 s (remove R2), lost 35 on 1 host, reconnected 35.\n',
    );
  });

  it('of a run recorded without connections says less', async () => {
    const text = summaryReport(await readStats(recordedPath('summary.json'))).toText();
    expect(text).toContain('Connections       not recorded (record with -stats=all)\n');
    expect(text).toContain('Packets           sent 800, received 800, dropped 0\n');
  });

  it('warns where the resolution is coarse, and says which rate would do', async () => {
    const text = summaryReport(await readStats(recordedPath('server-killed.json'))).toText();
    expect(text).toContain('Times of losses are known to ±4 s (the resolution).\n');
    expect(text).toContain('Warning: that is more than 0.5 s; record with -rate 80 or more.\n');
  });

  it('of a run of nothing divides by nothing', async () => {
    const run = await runOf({ header: { rateKBps: 0, durationNs: 0, stopped: 'signal' } });
    const text = summaryReport(run).toText();
    expect(text).toContain('Frame loss        -\n');
    expect(text).toContain('Duration          0 ms (signal)\n');
  });

  it('counts what nobody replaced, and what is unknown', async () => {
    const run = await runOf({
      header: { connections: 1 },
      connections: [{ endedNs: 9e9, err: 'EOF', host: '' }],
    });
    const text = summaryReport(run).toText();
    expect(text).toContain('lost 0 on 0 hosts, 1 of unknown hosts, reconnected 0.');
    expect(text).toContain('Lost connections without a successor: 1.');
    expect(disturbancesReport(run).toText()).toContain(
      "Connections lost before their host was known, in no host's count: 1.",
    );
  });
});

describe('the hosts', () => {
  it.each(RECORDED.filter((name) => existsSync(recordedPath(`${name}.hosts.txt`))))(
    'of %s are the original’s, byte for byte',
    async (name) => {
      const report = hostsReport(await readStats(recordedPath(`${name}.json`)));
      expect(report.toText()).toBe(recordedText(`${name}.hosts.txt`));
    },
  );

  it('leave out of the text alone what has no host, and say so', async () => {
    const lost = { endedNs: 9e9, err: 'EOF' };
    const report = hostsReport(
      await runOf({
        connections: [{ ...lost, host: '' }, { ...lost, host: 'b' }, { host: '' }, { host: '' }],
      }),
    );
    expect(report.toText()).toBe('Lost connections: 1\n  b 1\nLasting connections: 0\n');
    expect(report.leftOut).toEqual([
      'left out, as the original does: connections whose host is not known, 1 lost and 2 lasting',
    ]);
    expect(report.toCsv()).toBe('Host,Lost,Lasting\n(unknown),1,2\nb,1,0\n');
    expect(report.toMarkdown()).toContain('| (unknown) | 1 | 2 |');
    expect(report.data[0]).toEqual({ host: null, lost: 1, lasting: 2 });
  });
});

describe('the timelines of the clients', () => {
  it('follow a client over its connections', async () => {
    const run = await readStats(recordedPath('upgrade.json'));
    expect(clientsReport(run, { client: 5 }).toText()).toBe(`\
Client  Started (s)  Connected (s)  Lost (s)  Host                             Cause  Sent  Received  Dropped  Retransmits
     5     0.000934       0.008290  5.424134  ctraffic-deployment-6d5f7-8fbf6  eof      23        22        0            0
     5     5.424134       5.424190         -  ctraffic-deployment-7c9b8-f00b2  -        40        40        0            0

The file does not name its 120 clients: they were inferred.
`);
  });

  it('may be those of disturbed clients alone', async () => {
    const run = await readStats(recordedPath('packet-loss.json'));
    expect(clientsReport(run, { disturbed: true }).tables[0].rows.length).toBe(4);
  });

  it('are refused for a client that is not there', async () => {
    const run = await readStats(recordedPath('udp.json'));
    expect(() => clientsReport(run, { client: 20 })).toThrow(
      'client: expected a client from 0 to 19, found 20',
    );
  });

  it('use the names and causes of the file where it has them', async () => {
    const run = await runOf({
      header: { connections: 2 },
      connections: [
        { client: 1, startedNs: 1, endedNs: 2e9, err: 'read: boom', cause: 'reset' },
        { client: 0, startedNs: 2 },
        { client: 1, startedNs: 4e9, connectNs: 0, host: '' },
      ],
    });
    expect(clientsReport(run).data).toMatchObject({
      clients: 2,
      recorded: true,
      entries: [
        { client: 0, startedNs: 2, endedNs: null },
        { client: 1, startedNs: 1, cause: 'reset' },
        { client: 1, startedNs: 4e9, connectNs: null, host: null },
      ],
    });
  });
});
