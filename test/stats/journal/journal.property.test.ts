import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ALL_COLUMNS,
  connectionRows,
  journalConnectionLine,
  journalFirstLine,
  journalRunLine,
  journalSampleLine,
  parseStats,
  sampleRows,
  StatsError,
  writeStats,
  type ConnectionRow,
  type Run,
  type SampleRow,
} from '../../../src/stats/index.ts';
import { JournalParser } from '../../../src/stats/journal/journal-parser.ts';
import { holdsFor } from '../../support/property.ts';
import { connection, header, optional, sample } from '../arbitrary-rows.ts';
import { plain } from '../plain-run.ts';

const encoder = new TextEncoder();
const LINE_FEED = 0x0a;

/** States of few connections, so that many of them are of the same one. */
const state: fc.Arbitrary<ConnectionRow> = fc
  .tuple(connection, optional, fc.nat({ max: 3 }), fc.nat({ max: 2 }))
  .map(([row, extra, startedNs, client]) => ({ ...row, ...extra, startedNs, client }));

type Entry =
  | { readonly kind: 'connection'; readonly row: ConnectionRow }
  | { readonly kind: 'sample'; readonly row: SampleRow };

const entry: fc.Arbitrary<Entry> = fc.oneof(
  state.map((row): Entry => ({ kind: 'connection', row })),
  sample.map((row): Entry => ({ kind: 'sample', row })),
);

const journal = fc.record({ planned: header, entries: fc.array(entry, { maxLength: 12 }) });

function lineOf(line: Entry): string {
  return line.kind === 'sample' ? journalSampleLine(line.row) : journalConnectionLine(line.row);
}

/** The connections and samples that entries stand for, made in the plainest way. */
function meaning(entries: readonly Entry[]): {
  connections: ConnectionRow[];
  samples: SampleRow[];
} {
  const connections = new Map<string, ConnectionRow>();
  const samples: SampleRow[] = [];
  for (const { kind, row } of entries) {
    if (kind === 'sample') samples.push(row);
    else connections.set(`${String(row.client)} ${row.startedNs}`, row);
  }
  return { connections: [...connections.values()], samples };
}

function inPieces(text: Uint8Array, size: number): Uint8Array[] {
  const pieces = [];
  for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
  return pieces;
}

function rowsOf(run: Run): ReturnType<typeof meaning> {
  return {
    connections: [...connectionRows(run.connections)],
    samples: [...sampleRows(run.samples)],
  };
}

describe('a journal', () => {
  it('reads as the statistics file of the same run, in pieces of any size', async () => {
    await holdsFor(
      fc.tuple(journal, header, fc.integer({ min: 1, max: 300 })),
      async ([{ planned, entries }, final, pieceSize]) => {
        const text = [
          journalFirstLine(planned),
          ...entries.map(lineOf),
          journalRunLine(final),
        ].join('');
        const run = await parseStats(inPieces(encoder.encode(text), pieceSize));
        const parts = meaning(entries);
        const file = [...writeStats({ header: final, ...parts })].join('');
        const expected = await parseStats(encoder.encode(file));
        expect(run.truncated).toBeUndefined();
        expect(run.header).toEqual(expected.header);
        expect(rowsOf(run)).toEqual(rowsOf(expected));
        expect(run.connections.lost).toEqual(expected.connections.lost);
      },
      300,
    );
  });

  it('as it stands is what its whole lines say, and does not change with later ones', async () => {
    await holdsFor(
      fc.tuple(journal, header, fc.integer({ min: 1, max: 300 })),
      async ([{ planned, entries }, final, pieceSize]) => {
        const lines = [journalFirstLine(planned), ...entries.map(lineOf), journalRunLine(final)];
        const bytes = encoder.encode(lines.join(''));
        const parser = new JournalParser({ source: undefined, columns: ALL_COLUMNS });
        const snapshots: { readonly run: Run | undefined; readonly bytes: number }[] = [];
        for (let at = 0; at < bytes.length; at += pieceSize) {
          parser.push(bytes.subarray(at, at + pieceSize));
          snapshots.push({ run: parser.snapshot(), bytes: at + pieceSize });
        }
        const whole = await parseStats(bytes);
        expect(plain(parser.finish())).toEqual(plain(whole));
        for (const { run, bytes: read } of snapshots) {
          const end = bytes.subarray(0, read).lastIndexOf(LINE_FEED) + 1;
          if (run === undefined) expect(end).toBe(0);
          else expect(plain(run)).toEqual(plain(await parseStats(bytes.subarray(0, end))));
        }
      },
      60,
    );
  });

  it('is a run wherever it ends behind its first line', async () => {
    await holdsFor(
      fc.tuple(journal, fc.nat(), fc.integer({ min: 1, max: 300 })),
      async ([{ planned, entries }, cut, pieceSize]) => {
        const lines = [journalFirstLine(planned), ...entries.map(lineOf)];
        const sizes = lines.map((line) => encoder.encode(line).length);
        const [first = 0] = sizes;
        const bytes = encoder.encode(lines.join(''));
        // The line feed of the first line may be missing as well.
        const length = first - 1 + (cut % (bytes.length - first + 2));
        const run = await parseStats(inPieces(bytes.subarray(0, length), pieceSize));
        let whole = -1;
        // A line is whole when all but its line feed is there.
        for (let at = 0; whole + 1 < sizes.length; whole++) {
          at += sizes[whole + 1] ?? 0;
          if (at - 1 > length) break;
        }
        const parts = meaning(entries.slice(0, Math.max(0, whole)));
        expect(rowsOf(run)).toEqual(parts);
        expect(run.truncated?.bytes).toBe(length);
        expect(run.truncated?.reason).toMatch(/^line \d+: the journal ends before the run/);
        expect(run.header).toMatchObject({
          started: planned.started,
          rateKBps: planned.rateKBps,
          connections: planned.connections,
        });
        const lost = parts.connections.filter(
          ({ err, endedNs, connectNs }) => err !== '' && endedNs !== Infinity && connectNs > 0,
        );
        expect(run.header.failedConnections).toBe(lost.length);
      },
      1000,
    );
  });

  it('that was damaged gives a run, or one clear line', async () => {
    const text = encoder.encode(
      [
        journalFirstLine(PLANNED),
        journalConnectionLine({ ...ROW, endedNs: Infinity }),
        journalSampleLine({ timeNs: 1e9, sent: 1, received: 1, dropped: 0 }),
        journalConnectionLine({ ...ROW, err: 'EOF', host: 'h-é' }),
        journalRunLine(PLANNED),
      ].join(''),
    );
    const edit = fc.record({
      at: fc.nat({ max: text.length }),
      remove: fc.constantFrom(0, 1, 2, 30),
      insert: fc
        .constantFrom(
          '{',
          '}',
          '"',
          '\\',
          '\n',
          '\r\n',
          '\0',
          '[',
          ',',
          ':',
          '-',
          '1',
          'null',
          'é',
          '{}\n',
        )
        .map((piece) => encoder.encode(piece)),
    });
    await holdsFor(
      fc.tuple(fc.array(edit, { minLength: 1, maxLength: 3 }), fc.constantFrom(1, 17, 4096)),
      async ([edits, pieceSize]) => {
        let bytes: Uint8Array = text;
        for (const { at, remove, insert } of edits) {
          const tail = bytes.subarray(at + remove);
          bytes = Uint8Array.of(...bytes.subarray(0, at), ...insert, ...tail);
        }
        const outcome = await parseStats(inPieces(bytes, pieceSize), { source: 'f' }).catch(
          (error: unknown) => error,
        );
        if (!(outcome instanceof Error)) return;
        expect(outcome).toBeInstanceOf(StatsError);
        expect(outcome.message).toMatch(
          /^f: (line \d+: )?(byte \d+: )?\$.*: expected .+, found .+$/,
        );
      },
      5000,
    );
  });
});

const PLANNED = {
  ...{ started: '2026-11-22T09:00:00Z', durationNs: 10e9, rateKBps: 10, connections: 1 },
  ...{ packetSizeBytes: 1024, failedConnections: 0, sent: 0, received: 0, dropped: 0 },
  ...{ retransmits: 0, failedConnects: 0 },
};
const ROW: ConnectionRow = {
  ...{ startedNs: 1, connectNs: 2, endedNs: 3, err: '', sent: 1, received: 1, dropped: 0 },
  ...{ retransmits: 0, local: 'a:1', remote: 'b:2', host: '', client: 0 },
};
