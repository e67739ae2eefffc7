import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/analyze/index.ts';
import { replicaLabels } from '../../../src/plot/picture/replica-legend.ts';
import { commonPrefix } from '../../../src/plot/text/common-prefix.ts';
import { numberText } from '../../../src/plot/text/number-text.ts';
import { textWidth } from '../../../src/plot/text/text-width.ts';
import {
  cutAt,
  cutAtWord,
  cutMiddle,
  shortenEnd,
  shortenMiddle,
} from '../../../src/plot/text/shorten.ts';
import { durationText, runText } from '../../../src/plot/text/run-text.ts';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [400, '400'],
    [1234567, '1,234,567'],
    [0.25, '0.25'],
    [-1500.5, '−1,500.5'],
    [1 / 3, '0.333'],
  ])('%d is %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });
});

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [0.25, '0.3 s'],
    [25.004, '25 s'],
    [119.6, '2 min'],
    [90, '90 s'],
    [150, '2 min 30 s'],
    [3600, '1 h'],
    [7325, '2 h 2 min 5 s'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });

  it('are part of what a run was', () => {
    const run = { connections: 1, rateKBps: 1024.5, durationNs: 25e9 };
    expect(runText(run)).toBe('1 connection, 1,024.5 KB/s, 25 s');
  });
});

describe('the width of a text', () => {
  it('is the sum of its letters', () => {
    expect(textWidth('AA', 12)).toBeCloseTo((2 * 12 * 1366) / 2048);
    expect(textWidth('i', 100, true)).toBeCloseTo((100 * 569) / 2048);
  });

  it('is never nothing, whatever the letters', () => {
    for (const text of ['Ω', 'Ж', '東', '😀', '→', '\u0300']) {
      expect(textWidth(text, 10)).toBeGreaterThan(1);
    }
  });
});

describe('texts from outside', () => {
  it('cannot break a picture or command a terminal', () => {
    expect(plainText('a\u001b[31mb\nc\ud800d\u0000\u202ee')).toBe(
      'a\ufffd[31mb c\ufffdd\ufffd\ufffde',
    );
    expect(plainText('Ωmega → 東京 😀')).toBe('Ωmega → 東京 😀');
  });
});

describe('the labels of replicas', () => {
  it.each([
    [['shop-7c9b8-aaaaa', 'shop-7c9b8-bbbbb'], 'shop-7c9b8-'],
    [['node1', 'node2'], ''],
    [['10.0.0.1', '10.0.0.2'], '10.0.0.'],
    [['only-one-host'], ''],
    [[], ''],
  ])('leave out what all of %j begin with', (hosts, prefix) => {
    expect(commonPrefix(hosts)).toBe(prefix);
  });

  it('tell old and new hosts', () => {
    const replicas = [
      { name: 'R1', hosts: ['shop-1-aaa', 'shop-1-bbb'] },
      { name: 'R2', hosts: ['shop-1-ccc'] },
      { name: 'R3', hosts: ['shop-1-ddd', 'shop-1-eee', 'shop-1-fff'] },
      { name: 'R4', hosts: [] },
    ];
    expect(replicaLabels(replicas, 400)).toEqual([
      'R1 aaa → bbb',
      'R2 ccc',
      'R3 ddd → … → fff',
      'R4',
    ]);
  });

  it('fit where they have to', () => {
    const [label = ''] = replicaLabels([{ name: 'R1', hosts: ['x'.repeat(300)] }], 150);
    expect(textWidth(label, 12)).toBeLessThanOrEqual(150);
    expect(label).toMatch(/^R1 x+…x+$/);
  });
});

describe('a text that is too long', () => {
  it.each([
    [shortenMiddle, 'nnnnnn', 'nn…n'],
    [shortenEnd, 'nnnnnn', 'nnn…'],
    [shortenEnd, 'nnn', 'nnn'],
  ])('keeps as many letters as have room', (shorten, text, expected) => {
    expect(shorten(text, textWidth('nnn…', 12), 12)).toBe(expected);
  });

  it('is an ellipsis where not a letter has room', () => {
    expect(shortenMiddle('abc', 1, 12)).toBe('…');
    expect(cutAt('abc', 0)).toBe('…');
  });

  it('takes no longer where it is very long', () => {
    const begun = performance.now();
    expect(shortenMiddle('x'.repeat(100_000), 150, 12)).toMatch(/^x+…x+$/);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it('ends with an ellipsis in a line of characters', () => {
    expect(cutAt('12345', 4)).toBe('123…');
    expect(cutAt('12345', 5)).toBe('12345');
  });

  it.each([
    [28, 'Lost: 400 connections, 25 s'],
    [26, 'Lost: 400 connections …'],
    [12, 'Lost: 400 …'],
    [9, 'Lost …'],
    [4, 'Los…'],
  ])('is cut between words for %i letters', (most, expected) => {
    expect(cutAtWord('Lost: 400 connections, 25 s', most)).toBe(expected);
  });

  it('loses its middle where ends tell it from others', () => {
    expect(cutMiddle('7c9b8-f00b2', 7)).toBe('7c9…0b2');
    expect(cutMiddle('7c9b8', 5)).toBe('7c9b8');
  });
});
