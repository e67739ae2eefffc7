import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  parseStats,
  RunBuilder,
  writeStats,
  type ConnectionRow,
  type Run,
  type RunHeader,
  type SampleRow,
} from '../../../src/stats/index.ts';
import { holdsFor } from '../../support/property.ts';
import { connection, header, optional, sample, sampleExtras } from '../arbitrary-rows.ts';
import { plain } from '../plain-run.ts';

interface Parts {
  readonly header: RunHeader;
  readonly connections: readonly ConnectionRow[];
  readonly samples: readonly SampleRow[];
}

function parsed(parts: Parts): Promise<Run> {
  return parseStats(new TextEncoder().encode([...writeStats(parts)].join('')));
}

function built(parts: Parts): Run {
  const builder = new RunBuilder();
  for (const row of parts.connections) builder.addConnection(row);
  for (const row of parts.samples) builder.addSample(row);
  return builder.finish(parts.header);
}

/** Some of the optional fields, or none. */
const someOptional = fc.oneof(
  optional,
  fc.record({ client: fc.constantFrom(-1, 0, 7), cause: fc.constantFrom('', 'eof') }),
  fc.constant({}),
);

it('is what is read of the same rows written', async () => {
  await holdsFor(
    fc.record({
      header,
      connections: fc.array(
        fc.tuple(connection, someOptional).map(([row, extra]) => ({ ...row, ...extra })),
        { maxLength: 8 },
      ),
      samples: fc.array(
        fc.tuple(sample, sampleExtras).map(([row, extra]) => ({ ...row, ...extra })),
        { maxLength: 4 },
      ),
    }),
    async (parts) => {
      expect(plain(built(parts))).toEqual(plain(await parsed(parts)));
    },
    500,
  );
});

it('as it stands does not change with later rows, which go on as if nobody had looked', async () => {
  await holdsFor(
    fc.record({
      header,
      connections: fc.array(
        fc.tuple(connection, someOptional).map(([row, extra]) => ({ ...row, ...extra })),
        { maxLength: 150, size: 'max' },
      ),
      samples: fc.array(
        fc.tuple(sample, sampleExtras).map(([row, extra]) => ({ ...row, ...extra })),
        { maxLength: 70, size: 'max' },
      ),
      every: fc.integer({ min: 1, max: 70 }),
    }),
    (parts) => {
      const { connections, samples, every } = parts;
      const builder = new RunBuilder();
      const snapshots: { readonly run: Run; readonly rows: number }[] = [];
      for (let i = 0; i < Math.max(connections.length, samples.length); i++) {
        if (i % every === 0) snapshots.push({ run: builder.snapshot(parts.header), rows: i });
        if (connections[i] !== undefined) builder.addConnection(connections[i] as ConnectionRow);
        if (samples[i] !== undefined) builder.addSample(samples[i] as SampleRow);
      }
      for (const { run, rows } of snapshots) {
        const soFar = { connections: connections.slice(0, rows), samples: samples.slice(0, rows) };
        expect(plain(run)).toEqual(plain(built({ header: parts.header, ...soFar })));
        expect(run.connections.host.value(run.connections.host.distinct)).toBe('');
      }
      expect(plain(builder.finish(parts.header))).toEqual(plain(built(parts)));
      return Promise.resolve();
    },
    60,
  );
});

it('grows with its rows', async () => {
  const connections = Array.from({ length: 1000 }, (_, i): ConnectionRow => {
    const local = `10.0.0.1:${10_000 + i}`;
    const err = `read tcp ${local}->10.0.0.2:5003: i/o timeout`;
    return {
      ...{ startedNs: i, connectNs: i + 1, endedNs: i + 2, err, sent: i, received: i, dropped: 0 },
      ...{ retransmits: 0, local, remote: '10.0.0.2:5003', host: 'h'.repeat(i), client: i },
    };
  });
  const samples = Array.from({ length: 200 }, (_, i) => ({
    ...{ timeNs: i, sent: i, received: i, dropped: 0, lost: i },
  }));
  const parts = { header: HEADER, connections, samples };
  const run = built(parts);
  expect(plain(run)).toEqual(plain(await parsed(parts)));
  expect(run.connections.err.distinct).toBe(2);
});

it('counts that overflow go on from 0, built and written', async () => {
  const parts = {
    header: { ...HEADER, sent: 2 ** 32 + 5 },
    connections: [],
    samples: [{ timeNs: 1, sent: 2 ** 33 + 1, received: 0, dropped: 0 }],
  };
  const run = built(parts);
  expect(run.header.sent).toBe(5);
  expect(run.samples.sent[0]).toBe(1);
  expect(plain(run)).toEqual(plain(await parsed(parts)));
});

it('what cannot stand in the file is refused at once', () => {
  const builder = new RunBuilder();
  expect(() => {
    builder.addSample({ timeNs: 0.5, sent: 0, received: 0, dropped: 0 });
  }).toThrow('Time: expected a whole number of nanoseconds, from 0 to 2^53 - 1, found 0.5');
  expect(() => builder.finish({ ...HEADER, sent: -1 })).toThrow(
    'Sent: expected a whole number from 0 to 4294967295, found -1',
  );
});

const HEADER: RunHeader = {
  ...{ started: '', durationNs: 0, rateKBps: 0, connections: 0, packetSizeBytes: 64 },
  ...{ failedConnections: 0, sent: 0, received: 0, dropped: 0, retransmits: 0, failedConnects: 0 },
};
