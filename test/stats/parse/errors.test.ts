import { describe, expect, it } from 'vitest';
import { readStats } from '../../../src/stats/index.ts';
import { messageOf, parseText } from '../../support/parse.ts';
import { recordedText } from '../../support/recorded.ts';

const NANOSECONDS = 'a whole number of nanoseconds, from 0 to 2^53 - 1';
const COUNT = 'a whole number from 0 to 4294967295';

describe('a file that is no statistics says where and why', () => {
  it.each([
    [
      'nothing',
      '',
      'byte 0: $: expected the statistics of a run as JSON, found nothing: the file is empty',
    ],
    [
      'white space',
      ' \n',
      'byte 2: $: expected the statistics of a run as JSON, found nothing: the file is empty',
    ],
    ['words', 'hello', 'byte 0: $: expected a JSON object, found hello'],
    ['an array', '[1]', 'byte 0: $: expected a JSON object, found an array'],
    ['a bare number', '12', 'byte 0: $: expected a JSON object, found 12'],
    [
      'a byte order mark alone',
      '\ufeff',
      'byte 3: $: expected the statistics of a run as JSON, found nothing: the file is empty',
    ],
    [
      'an empty object',
      '{}',
      '$: expected the statistics of a run (Started, Duration, Connections …), found an object with none of these fields',
    ],
    [
      'other JSON',
      '{"a":1}',
      '$: expected the statistics of a run (Started, Duration, Connections …), found an object with none of these fields',
    ],
    ['two objects', '{"Sent":1} {}', 'byte 11: $: expected the end of the file, found an object'],
    ['a missing comma', '{"Sent":1 "Rate":2}', 'byte 10: $: expected "," or "}", found "Rate"'],
    ['a comma too many', '{"Sent":1,}', "byte 10: $: expected a key, found '}'"],
    ['a missing colon', '{"Sent" 1}', 'byte 8: $.Sent: expected ":", found 1'],
    ['a missing colon behind an unknown key', '{"X" 1}', 'byte 5: $: expected ":", found 1'],
    ['a bare word', '{"X":nope}', 'byte 5: $.X: expected a JSON value, found nope'],
    [
      'a fault below a key of several lines',
      '{"a\\nb":nope}',
      'byte 8: $["a\\nb"]: expected a JSON value, found nope',
    ],
    [
      'a truncated literal',
      '{"X":nul',
      'byte 8: $.X: expected the rest of a value, found the end of the file',
    ],
    [
      'a control character',
      '{"X":"a\nb"}',
      'byte 7: $.X: expected the rest of a string (control characters must be escaped), found the byte 0x0a',
    ],
  ])('%s', async (_, text, message) => {
    expect(await messageOf(parseText(text))).toBe(`run.json: ${message}`);
  });
});

describe('a value that a field cannot hold', () => {
  it.each([
    ['"Duration":"10s"', `byte 12: $.Duration: expected ${NANOSECONDS}, found "10s"`],
    ['"Duration":1e400', `byte 12: $.Duration: expected ${NANOSECONDS}, found 1e400`],
    ['"Duration":1.5', `byte 12: $.Duration: expected ${NANOSECONDS}, found 1.5`],
    [
      '"Duration":9007199254740993000',
      `byte 12: $.Duration: expected ${NANOSECONDS}, found 9007199254740993000`,
    ],
    ['"Duration":-1', `byte 12: $.Duration: expected ${NANOSECONDS}, found -1`],
    ['"Duration":true', `byte 12: $.Duration: expected ${NANOSECONDS}, found true`],
    ['"Duration":[1]', `byte 12: $.Duration: expected ${NANOSECONDS}, found an array`],
    ['"Duration":01', 'byte 12: $.Duration: expected a number without leading zeros, found 01'],
    ['"Duration":1.', "byte 14: $.Duration: expected a digit, found '}'"],
    ['"Sent":-1', `byte 8: $.Sent: expected ${COUNT}, found -1`],
    ['"Sent":4294967296', `byte 8: $.Sent: expected ${COUNT}, found 4294967296`],
    ['"Rate":-0.5', 'byte 8: $.Rate: expected a number, 0 or more, found -0.5'],
    ['"Started":12', 'byte 11: $.Started: expected a string, found 12'],
    [
      '"Started":"\\ud800"',
      "byte 12: $.Started: expected a surrogate pair (a lone surrogate is no character), found '\\ud800\"'",
    ],
    [
      '"Started":"\\udc00\\ud800"',
      "byte 12: $.Started: expected a surrogate pair (a lone surrogate is no character), found '\\udc00\\ud800\"'",
    ],
    [
      '"Started":"\\ud800\\n"',
      "byte 12: $.Started: expected a surrogate pair (a lone surrogate is no character), found '\\ud800\\n\"'",
    ],
    ['"Started":"\\x"', "byte 12: $.Started: expected an escape sequence of JSON, found '\\x\"'"],
    ['"Started":"\\u12g4"', "byte 16: $.Started: expected four hexadecimal digits, found 'g4\"'"],
    ['"ConnStats":{}', 'byte 13: $.ConnStats: expected an array, found an object'],
    ['"ConnStats":[{"Cause":"eof"},7]', 'byte 30: $.ConnStats[1]: expected an object, found 7'],
    ['"ConnStats":[7]', 'byte 14: $.ConnStats[0]: expected an object, found 7'],
    [
      '"ConnStats":[{},{"Ended":0.5}]',
      'byte 26: $.ConnStats[1].Ended: expected a whole number of nanoseconds, at most 2^53 - 1, found 0.5',
    ],
    [
      '"ConnStats":[{"Err":null,"Host":7}]',
      'byte 33: $.ConnStats[0].Host: expected a string, found 7',
    ],
    [
      '"ConnStats":[{"Client":-1}]',
      'byte 24: $.ConnStats[0].Client: expected a whole number from 0 to 2147483647, found -1',
    ],
    ['"ConnStats":[{} {}]', 'byte 17: $.ConnStats[0]: expected "," or "]", found an object'],
    [
      '"Samples":[{"Time":1},{"Time":"x"}]',
      `byte 31: $.Samples[1].Time: expected ${NANOSECONDS}, found "x"`,
    ],
  ])('{%s}', async (members, message) => {
    expect(await messageOf(parseText(`{${members}}`))).toBe(`run.json: ${message}`);
  });

  it('is found in bytes that are not UTF-8', async () => {
    const text = new TextEncoder().encode('{"ConnStats":[{"Host":"ab"}]}');
    text[23] = 0xff;
    await expect(readStats([text], { source: 'run.json' })).rejects.toThrow(
      'run.json: byte 23: $.ConnStats[0].Host: expected text in UTF-8',
    );
  });
});

it('a file in UTF-16, as some shells write it, is named', async () => {
  await expect(readStats([Uint8Array.of(0xff, 0xfe, 0x7b, 0)])).rejects.toThrow(
    'byte 0: $: expected a JSON object, found a byte that is not UTF-8 (a file in UTF-16?)',
  );
});

describe('nesting', () => {
  const nested = (depth: number): string =>
    `{"Sent":1,"X":${'['.repeat(depth)}${']'.repeat(depth)}}`;

  it('is passed over down to the depth that the original reads', async () => {
    expect((await parseText(nested(9_999))).header.sent).toBe(1);
  });

  it('is refused below that', async () => {
    expect(await messageOf(parseText(nested(10_000)))).toBe(
      'run.json: byte 10013: $.X: expected at most 10000 levels of nesting, found an array',
    );
  });

  it('in a connection counts what it stands in', async () => {
    const deep = `{"ConnStats":[{"X":${'['.repeat(9_998)}${']'.repeat(9_998)}}]}`;
    await expect(parseText(deep)).rejects.toThrow('at most 10000 levels');
  });
});

describe('a file that was cut short', () => {
  const text = recordedText('upgrade.json');

  it.each([
    [5, '$: expected a whole member'],
    [text.indexOf(','), '$: expected "," or "}"'],
    [500, '$.ConnStats[1]: expected a whole object'],
    [text.indexOf('}') + 1, '$.ConnStats[0]: expected "," or "]"'],
    [text.length - 2, '$: expected "," or "}"'],
  ])('after %i bytes', async (length, expectation) => {
    expect(await messageOf(parseText(text.slice(0, length)))).toBe(
      `run.json: byte ${length}: ${expectation}, found the end of the file`,
    );
  });

  it('gives what is whole where that is asked for, and says how much it was', async () => {
    const run = await parseText(text.slice(0, 20_000), { partial: true });
    expect(run.connections.length).toBe(91);
    expect(run.header.connections).toBe(120);
    expect(run.truncated).toEqual({
      bytes: 20_000,
      reason:
        'run.json: byte 20000: $.ConnStats[91]: expected a whole object, found the end of the file',
    });
  });

  it('gives an error nevertheless where nothing is whole', async () => {
    await expect(parseText('{"Start', { partial: true })).rejects.toThrow(
      'expected a whole member',
    );
  });

  it('is not marked where it is whole', async () => {
    expect((await parseText(text, { partial: true })).truncated).toBeUndefined();
  });
});

describe('a path that cannot be read', () => {
  it.each([
    ['/nowhere/run.json', 'no such file'],
    ['/', 'a directory'],
  ])('%s', async (path, found) => {
    expect(await messageOf(readStats(path))).toBe(
      `${path}: expected a readable file, found ${found}`,
    );
  });
});
