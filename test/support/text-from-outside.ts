import * as fc from 'fast-check';
import type { Run, RunEvent } from '../../src/stats/index.ts';
import { runOf } from './runs.ts';

/** Texts as no file and no machine should have them, and all do: they end in a name of their own. */
const texts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '\u001b]0;x\u0007<b>\n=1+1',
    '\u001b[2J\u009b31m\u007f',
    'a\r\nb\u0085c\u2028d\u2029e\tf',
    '\u202e\u2066evil\u2069',
    '</svg><script>alert(1)</script>]]>&amp;&#27;',
    '| a | b |\n|---|---|',
    '![x](javascript:1) **b** `c` ~~d~~ $e$',
    '"quoted", and; "more"',
    '-1+1',
    '@SUM(A1)',
    '\ufffe\uffff\u0000',
    '__proto__',
    '  ',
    'pod-äöü-名前-🚀',
  ),
  fc.string({ unit: 'binary', maxLength: 24 }),
  fc.string({ unit: 'grapheme', maxLength: 24 }),
);

/** What comes from elsewhere in a run: names of hosts, texts of errors and of events, addresses. */
export interface TextsOfRun {
  readonly hosts: readonly string[];
  readonly errors: readonly string[];
  readonly events: readonly string[];
  readonly addresses: readonly string[];
}

const FEW = 4;

/** Any texts; the hosts differ. */
export const textsOfRun: fc.Arbitrary<TextsOfRun> = fc.record({
  hosts: fc.uniqueArray(
    texts.filter((text) => text !== ''),
    { minLength: FEW, maxLength: FEW },
  ),
  errors: fc.array(texts, { minLength: FEW, maxLength: FEW }),
  events: fc.array(texts, { minLength: 2, maxLength: 2 }),
  addresses: fc.array(texts, { minLength: FEW, maxLength: FEW }),
});

/** The same run with names that anybody would give. */
export const ORDINARY: TextsOfRun = {
  hosts: ['a', 'b', 'c', 'd'],
  errors: ['EOF', 'reset', 'x', 'y'],
  events: ['first', 'second'],
  addresses: ['10.0.0.1:1', '10.0.0.1:2', '10.0.0.1:3', '10.0.0.1:4'],
};

const CLIENTS = 12;

/** Hosts one and two are lost, one after the other; their clients go to hosts three and four. */
export async function runOfTexts({
  hosts,
  errors,
  events,
  addresses,
}: TextsOfRun): Promise<{ run: Run; events: RunEvent[] }> {
  const first = Array.from({ length: CLIENTS }, (_, client) => {
    const isLost = client % 3 < 2;
    return {
      client,
      host: hosts[client % 3] ?? '',
      local: addresses[client % FEW] ?? '',
      remote: addresses[(client + 1) % FEW] ?? '',
      ...(isLost && {
        endedNs: 3e9 + (client % 3) * 2e9,
        err: `read ${errors[client % FEW] ?? ''}`,
        cause: errors[client % FEW] || 'other',
      }),
    };
  });
  const second = first
    .filter(({ endedNs }) => endedNs !== undefined)
    .map(({ client, endedNs = 0 }) => ({
      client,
      host: hosts[3] ?? '',
      startedNs: endedNs,
      connectNs: endedNs + 1e6,
    }));
  const run = await runOf({
    header: { connections: CLIENTS, version: errors[0] || 'x', stopped: errors[1] || 'x' },
    connections: [...first, ...second],
    samples: [0, 5, 10].map((s) => ({ timeNs: s * 1e9, sent: s * 10, received: s * 10 })),
  });
  return { run, events: events.map((text, i) => ({ timeNs: 2.99e9 + i * 2e9, text })) };
}

/** What no text may hold that is shown: all but line feeds of C0 and C1, what turns the order, half letters. */
export const UNSAFE_CHARACTERS: RegExp =
  /[\0-\t\v-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/u;
