import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import {
  connectionRows,
  journalConnectionLine,
  journalFirstLine,
  journalRunLine,
  journalSampleLine,
  readStats,
  type ConnectionRow,
  type RunHeader,
} from '../../../src/stats/index.ts';
import { messageOf, parseText } from '../../support/parse.ts';

const folder = mkdtempSync(join(tmpdir(), 'ctraffic-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const PLANNED: RunHeader = {
  ...{ started: '2026-11-22T09:00:00Z', durationNs: 10e9, rateKBps: 10, connections: 2 },
  ...{ packetSizeBytes: 1024, failedConnections: 0, sent: 0, received: 0, dropped: 0 },
  ...{ retransmits: 0, failedConnects: 0, config: { retries: 10 } },
};
const OPEN: ConnectionRow = {
  ...{ startedNs: 1e6, connectNs: 2e6, endedNs: Infinity, err: '', sent: 1, received: 1 },
  ...{ dropped: 0, retransmits: 0, local: 'a:1', remote: 'b:2', host: 'h', client: 0 },
  ...{ firstReceivedNs: 3e6, lastReceivedNs: 3e6, cause: '', attempts: 1 },
};
const LOST: ConnectionRow = {
  ...OPEN,
  ...{ endedNs: 4e9, err: 'read tcp a:1->b:2: i/o timeout', cause: 'timeout' },
  ...{ sent: 40, received: 39, dropped: 2, retransmits: 7, lastReceivedNs: 3e9 },
};
const FINAL: RunHeader = { ...PLANNED, durationNs: 9.5e9, sent: 100, stopped: 'interrupted' };

const FIRST = journalFirstLine(PLANNED);
const LINES = [
  FIRST,
  journalConnectionLine(OPEN),
  journalSampleLine({ timeNs: 1e9, sent: 10, received: 9, dropped: 0, lost: 0 }),
  journalConnectionLine(LOST),
  journalRunLine(FINAL),
];

describe('a journal', () => {
  it('is lines of JSON with the keys of the statistics file', () => {
    expect(LINES.slice(0, 3).join('')).toBe(
      '{"Journal":1,"Run":{"Started":"2026-11-22T09:00:00Z","Duration":10000000000,"Rate":10,' +
        '"Connections":2,"PacketSize":1024,"FailedConnections":0,"Sent":0,"Received":0,"Dropped":0,' +
        '"Retransmits":0,"FailedConnects":0,"Config":{"retries":10}}}\n' +
        '{"Connection":{"Started":1000000,"Connect":2000000,"Ended":-9223372036854775808,"Err":"",' +
        '"Sent":1,"Received":1,"Dropped":0,"Retransmits":0,"Local":"a:1","Remote":"b:2","Host":"h",' +
        '"Client":0,"FirstReceived":3000000,"LastReceived":3000000,"Attempts":1}}\n' +
        '{"Sample":{"Time":1000000000,"Sent":10,"Received":9,"Dropped":0,"Lost":0}}\n',
    );
  });

  it('with its last line is the run, the last state of each connection in it', async () => {
    const run = await parseText(LINES.join(''));
    expect(run.header).toEqual(FINAL);
    expect(run.truncated).toBeUndefined();
    expect([...connectionRows(run.connections)]).toEqual([LOST]);
    expect([...run.connections.lost]).toEqual([1]);
    expect(run.connections.err.value(1)).toBe('read tcp {local}->{remote}: i/o timeout');
    expect(run.samples.extra.lost).toEqual(Uint32Array.of(0));
  });

  it('of an interrupted run is as long as that was, also without its last line', async () => {
    const run = await parseText(
      [
        FIRST,
        journalConnectionLine(OPEN),
        journalSampleLine({ timeNs: 2e9, sent: 10, received: 9, dropped: 0 }),
        journalConnectionLine({ ...OPEN, endedNs: PLANNED.durationNs }),
      ].join(''),
      { partial: true },
    );
    expect(run.header.durationNs).toBe(2e9);
  });

  it('gives the columns that were asked for', async () => {
    const { connections } = await parseText(LINES.join(''), { columns: ['host', 'lost'] });
    expect(Object.keys(connections).sort()).toEqual(['host', 'length', 'lost', 'recorded']);
    expect(connections.host.at(0)).toBe('h');
  });

  it('keeps apart connections without a client, though they began together', async () => {
    const row = { ...OPEN, client: -1 };
    const run = await parseText([FIRST, ...[row, row].map(journalConnectionLine)].join(''));
    expect(run.connections.length).toBe(2);
  });

  it('keeps 10,000 connections apart', async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => ({
      ...OPEN,
      ...{ client: i % 100, startedNs: Math.floor(i / 100) * 2 ** 33 },
    }));
    const lines = [...rows, ...rows.map((row) => ({ ...row, endedNs: 2 ** 43 }))];
    const run = await parseText(FIRST + lines.map(journalConnectionLine).join(''));
    expect(run.connections.length).toBe(10_000);
    expect(run.connections.endedNs.every((end) => end === 2 ** 43)).toBe(true);
    expect(run.connections.startedNs.at(-1)).toBe(99 * 2 ** 33);
  });

  it.each([
    ['with line feeds of another system', LINES.join('').replaceAll('\n', '\r\n')],
    ['with blank lines', `\n${LINES.join('\n \n')}\n\n`],
    ['without its last line feed', LINES.join('').trimEnd()],
    ['with a byte order mark', `\ufeff${LINES.join('')}`],
    [
      'with spaces and keys in other cases',
      LINES.join('')
        .replaceAll(
          /"(Run|Connection|Sample)":\{/g,
          (_, key: string) => `"${key.toUpperCase()}" : {`,
        )
        .replaceAll('{', ' { '),
    ],
    [
      'with lines and keys of later versions',
      [FIRST, '{"Later":[{"Connection":1}]}\n', ...LINES.slice(1)]
        .join('')
        .replaceAll('{"Connection":', '{"At":"x","Sample":null,"Connection":'),
    ],
  ])('%s is the same run', async (_, text) => {
    const [run, expected] = [await parseText(text), await parseText(LINES.join(''))];
    expect(run.header).toEqual(expected.header);
    expect(run.truncated).toBeUndefined();
    expect([...connectionRows(run.connections)]).toEqual([...connectionRows(expected.connections)]);
    expect(run.samples).toEqual(expected.samples);
  });

  it('may be packed, and tells how far it was read', async () => {
    const path = join(folder, 'run.journal.gz');
    const packed = gzipSync(LINES.join(''));
    writeFileSync(path, packed);
    const seen: unknown[] = [];
    const run = await readStats(path, { onProgress: (progress) => seen.push(progress) });
    expect(run.header).toEqual(FINAL);
    expect(seen.at(-1)).toEqual({ bytes: packed.length, totalBytes: packed.length });
  });
});

describe('the journal of a run that was killed', () => {
  it('says what is known', async () => {
    const run = await parseText(LINES.slice(0, -1).join(''));
    expect(run.header).toEqual({
      ...PLANNED,
      durationNs: 4e9,
      failedConnections: 1,
      sent: 40,
      received: 39,
      dropped: 2,
      retransmits: 7,
    });
    expect(run.truncated).toEqual({
      bytes: LINES.slice(0, -1).join('').length,
      reason: 'run.json: line 4: the journal ends before the run',
      wholeUntilNs: 4e9,
    });
  });

  it('passes over a last line that was cut, and says so', async () => {
    const text = LINES.slice(0, 4).join('').slice(0, -3);
    const run = await parseText(text);
    expect(run.header).toMatchObject({
      durationNs: 1e9,
      sent: 10,
      received: 9,
      failedConnections: 0,
    });
    expect(run.connections.endedNs).toEqual(Float64Array.of(Infinity));
    expect(run.truncated?.reason).toBe(
      'run.json: line 4: the journal ends before the run, within a line',
    );
  });

  it.each([['\0\0\0\0'], ['{"Connection":{"Started":nope'], ['}']])(
    'passes over what a crash has left at its end: %j',
    async (rubbish) => {
      const run = await parseText(LINES.slice(0, 3).join('') + rubbish);
      expect(run.connections.length).toBe(1);
      expect(run.truncated?.reason).toContain('within a line');
    },
  );

  it('has not recorded what stands in a cut line alone', async () => {
    const [first, , third] = LINES;
    const row = { ...OPEN, client: -1 };
    const cut = `${String(first)}${journalConnectionLine({ ...row, host: '' })}${String(third)}`;
    const text = `${cut}{"Connection":{"Started":1,"Host":"x"`;
    expect((await parseText(text)).connections.recorded.has('host')).toBe(false);
  });

  it('counts attempts that failed, and samples whose counters overflowed', async () => {
    const refused = { ...OPEN, ...{ client: 1, connectNs: 0, endedNs: 2e9, err: 'refused' } };
    const run = await parseText(
      [
        FIRST,
        journalConnectionLine({ ...LOST, attempts: 4 }),
        journalConnectionLine({ ...refused, attempts: 3 }),
        journalConnectionLine({ ...refused, startedNs: 2e9, attempts: 0 }),
        journalSampleLine({ timeNs: 1e9, sent: 4294967295, received: 5, dropped: 0, lost: 1 }),
        journalSampleLine({ timeNs: 5e9, sent: 50, received: 60, dropped: 0, lost: 3 }),
      ].join(''),
    );
    expect(run.header).toMatchObject({
      durationNs: 5e9,
      failedConnects: 3 + 3 + 1,
      failedConnections: 3,
      sent: 50,
      received: 60,
    });
  });

  it('is one with nothing in it, too', async () => {
    const run = await parseText(FIRST);
    expect(run.header).toEqual({ ...PLANNED, durationNs: 0 });
    expect(run.connections.length).toBe(0);
  });

  it('packed and cut is refused, as every damaged gzip stream, but where parts are asked for', async () => {
    const path = join(folder, 'cut.journal.gz');
    const packed = gzipSync(LINES.slice(0, -1).join(''));
    writeFileSync(path, packed.subarray(0, packed.length - 6));
    expect(await messageOf(readStats(path))).toMatch(
      /cut\.journal\.gz: line \d: byte \d+: expected a whole gzip stream, found a damaged one \(unexpected end of file\)$/,
    );
    const { truncated } = await readStats(path, { partial: true });
    expect(truncated?.reason).toContain('a whole gzip stream');
    expect(truncated?.wholeUntilNs).toBeUndefined();
  });
});

describe('a journal that is damaged says where and why', () => {
  const [, open = '', sample = '', lost = ''] = LINES;
  const inMiddle = (line: string): string => `${FIRST}${open}${line}${sample}${lost}`;
  const at = FIRST.length + open.length;

  it.each([
    [
      'a line that was cut',
      inMiddle('{"Connection":{"Started":12\n'),
      `line 3: byte ${at + 27}: $.Connection.Started: expected the rest of the object, found the end of the line`,
    ],
    [
      'a line that was cut behind its object',
      inMiddle('{"Connection":{"Started":12}\n'),
      `line 3: byte ${at + 28}: $: expected the rest of the object, found the end of the line`,
    ],
    [
      'a wrong value',
      inMiddle('{"Sample":{"Time":1,"Sent":"x"}}\n'),
      `line 3: byte ${at + 27}: $.Sample.Sent: expected a whole number from 0 to 4294967295, found "x"`,
    ],
    [
      'a wrong value of the run',
      inMiddle('{"Run":{"Rate":-1}}\n'),
      `line 3: byte ${at + 15}: $.Run.Rate: expected a number, 0 or more, found -1`,
    ],
    [
      'no object',
      inMiddle('{"Connection":[]}\n'),
      `line 3: byte ${at + 14}: $.Connection: expected an object, found an array`,
    ],
    ['no JSON', inMiddle('hello\n'), `line 3: byte ${at}: $: expected a JSON object, found hello`],
    [
      'a member of a later version that is no JSON',
      inMiddle('{"Later":[1,}\n'),
      `line 3: byte ${at + 12}: $.Later: expected a JSON value, found '}'`,
    ],
    [
      'two objects in a line',
      inMiddle('{} {}\n'),
      `line 3: byte ${at + 3}: $: expected the end of the line, found an object`,
    ],
    [
      'an object of several lines',
      inMiddle('{"Sample":\n{"Time":1}}\n'),
      `line 3: byte ${at + 10}: $.Sample: expected the rest of the object, found the end of the line`,
    ],
    [
      'another journal behind it',
      inMiddle(FIRST),
      `line 3: byte ${at + 1}: $: expected a line of the same run, found "Journal"`,
    ],
    [
      'another version',
      FIRST.replace('1', '2'),
      'line 1: byte 11: $.Journal: expected 1, the version of journals that is read here, found 2',
    ],
    [
      'a first line without a run',
      '{"Journal":1}\n',
      'line 1: byte 13: $: expected "Run" in the first line, found the end of the line',
    ],
    [
      'a first line that was cut',
      FIRST.slice(0, 40),
      'line 1: byte 40: $: expected a whole first line, found the end of the file',
    ],
    [
      'a first line that is wrong',
      '{"Journal":1,"Run":7}',
      'line 1: byte 19: $.Run: expected an object, found 7',
    ],
  ])('%s', async (_, text, message) => {
    expect(await messageOf(parseText(text))).toBe(`run.json: ${message}`);
    expect(await messageOf(parseText(text, { partial: true }))).toBe(`run.json: ${message}`);
  });

  it('a text that is not UTF-8', async () => {
    const [head = '', tail = ''] = inMiddle(lost).split('"EOF"');
    const bytes = Buffer.from(head + tail, 'utf8');
    const broken = bytes.lastIndexOf('timeout');
    bytes[broken] = 0xff;
    const parsing = readStats([bytes], { source: 'run.json' });
    expect(await messageOf(parsing)).toMatch(
      /^run\.json: line \d: byte \d+: \$\.Connection\.\w+: expected text in UTF-8, found .*$/,
    );
  });
});
