import { describe, expect, it } from 'vitest';
import { connectionRows, sampleRows } from '../../../src/stats/index.ts';
import { parseText } from '../../support/parse.ts';

describe('the reader takes what the original takes', () => {
  it('keys in any order, white space anywhere', async () => {
    const { header, connections } = await parseText(
      ' \n{ "Sent" : 3 ,\t"ConnStats" : [ { "Ended" : 9 , "Started" : 2 } , { "Started":4 , "Ended":8 } ] , "Rate" : 1.5 }\n',
    );
    expect(header).toMatchObject({ sent: 3, rateKBps: 1.5, durationNs: 0 });
    expect([...connections.startedNs]).toEqual([2, 4]);
    expect([...connections.endedNs]).toEqual([9, 8]);
  });

  it('keys without regard to case, in its folding', async () => {
    const { header, connections } = await parseText(
      '{"sENT":3,"connstats":[{"HOST":"a","\\u017farted":1,"\\u017ftarted":7}],"pac\\u212aetsize":64}',
    );
    expect(header).toMatchObject({ sent: 3, packetSizeBytes: 64 });
    expect(connections.host.at(0)).toBe('a');
    expect(connections.startedNs[0]).toBe(7);
  });

  it('of a key that is there twice, the last one', async () => {
    const { header, connections } = await parseText(
      '{"Sent":1,"sent":2,"ConnStats":[{},{}],"ConnStats":[{"Sent":1,"Sent":5}]}',
    );
    expect(header.sent).toBe(2);
    expect([...connections.sent]).toEqual([5]);
  });

  it('null for any field, as if it were not there', async () => {
    const { header, connections, samples } = await parseText(
      '{"Sent":null,"Rate":2,"ConnStats":[{"Host":null,"Ended":null,"Sent":1}],"Samples":null}',
    );
    expect(header).toMatchObject({ sent: 0, rateKBps: 2 });
    expect(connections.host.at(0)).toBe('');
    expect(samples.length).toBe(0);
  });

  it.each([
    '0',
    '-1.5e+3',
    '""',
    '"\\u00e9\\ud83d\\ude00\\""',
    'true',
    'false',
    'null',
    '[]',
    '{}',
    '[1,[2,{"Sent":9}],"]"]',
    '{"ConnStats":[{"a":{}}]}',
  ])('unknown keys, whatever they hold: %s', async (value) => {
    const { header, connections, samples } = await parseText(
      `{"X":${value},"Sent":4,"ConnStats":[{"X":${value},"Sent":1}],"Samples":[{"Time":1,"X":${value}}],"Y":${value}}`,
    );
    expect(header.sent).toBe(4);
    expect([...connections.sent]).toEqual([1]);
    expect([...samples.timeNs]).toEqual([1]);
  });

  it('a byte order mark', async () => {
    expect((await parseText('\ufeff{"Sent":1}')).header.sent).toBe(1);
  });

  it('whole numbers in exponent form, as some tools rewrite them', async () => {
    const { header } = await parseText('{"Duration":2.5e10,"Sent":3.0}');
    expect(header).toMatchObject({ durationNs: 25_000_000_000, sent: 3 });
  });
});

describe('the reader keeps', () => {
  it('whole nanoseconds up to 2^53', async () => {
    const { connections } = await parseText('{"ConnStats":[{"Ended":9007199254740991}]}');
    expect(connections.endedNs[0]).toBe(9007199254740991);
  });

  it('a connection that never ended as open', async () => {
    const { connections } = await parseText('{"ConnStats":[{"Ended":-9223372036854775808}]}');
    expect(connections.endedNs[0]).toBe(Infinity);
  });

  it('text with escapes and beyond ASCII', async () => {
    const { connections } = await parseText(
      '{"ConnStats":[{"Host":"a\\u003eb\\t\\u00e9\\u20ac\\ud83d\\ude00\\\\\\/\\b\\f\\n\\r\\""},{"Host":"é€😀"}]}',
    );
    expect(connections.host.at(0)).toBe('a>b\té€😀\\/\b\f\n\r"');
    expect(connections.host.at(1)).toBe('é€😀');
  });

  it('the optional fields, and says which are there', async () => {
    const { header, connections, samples } = await parseText(
      JSON.stringify({
        Version: '1.2.3',
        Config: { nconn: 4 },
        Stopped: 'deadline',
        Latency: { P50: 1 },
        Tester: null,
        ConnStats: [
          { Started: 1, Client: 7, FirstReceived: 3, LastReceived: 4, Cause: 'eof', Attempts: 2 },
          { Started: 2 },
        ],
        Samples: [{ Time: 5, Active: 3, RttP99: 17 }],
      }),
    );
    expect(header).toMatchObject({
      version: '1.2.3',
      config: { nconn: 4 },
      stopped: 'deadline',
      latency: { P50: 1 },
      tester: null,
    });
    const rows = [...connectionRows(connections)];
    expect(rows[0]).toMatchObject({
      client: 7,
      firstReceivedNs: 3,
      lastReceivedNs: 4,
      cause: 'eof',
      attempts: 2,
    });
    expect(rows[1]).not.toHaveProperty('client');
    expect(connections.recorded.has('client')).toBe(true);
    expect([...sampleRows(samples)]).toEqual([
      { timeNs: 5, sent: 0, received: 0, dropped: 0, active: 3, rttP99Ns: 17 },
    ]);
  });

  it('only the columns that are asked for', async () => {
    const { connections } = await parseText('{"ConnStats":[{"Sent":1,"Host":"a"}]}', {
      columns: ['sent'],
    });
    expect(Object.keys(connections).sort()).toEqual(['length', 'recorded', 'sent']);
  });
});
