import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  connectionRows,
  connectionsByStart,
  RunBuilder,
  type ConnectionRow,
  type Connections,
} from '../../../src/stats/index.ts';
import { holdsFor } from '../../support/property.ts';
import { connection, optional } from '../arbitrary-rows.ts';

const HEADER = {
  started: '',
  durationNs: 0,
  rateKBps: 1,
  connections: 1,
  packetSizeBytes: 64,
  failedConnections: 0,
  sent: 0,
  received: 0,
  dropped: 0,
  retransmits: 0,
  failedConnects: 0,
};

function columnsOf(rows: readonly ConnectionRow[]): Connections {
  const builder = new RunBuilder();
  for (const row of rows) builder.addConnection(row);
  return builder.finish(HEADER).connections;
}

const row = fc
  .tuple(connection, optional, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }))
  .map(([own, extra, startedNs, client]) => ({ ...own, ...extra, startedNs, client }));

it('rows stand in the order of start and client, and are what they were', () =>
  holdsFor(
    fc.array(row, { maxLength: 12 }),
    (rows) => {
      const before = columnsOf(rows);
      const after = connectionsByStart(before);
      const expected = [...connectionRows(before)].sort(
        (a, b) => a.startedNs - b.startedNs || (a.client ?? 0) - (b.client ?? 0),
      );
      expect([...connectionRows(after)]).toEqual(expected);
      expect(after.recorded).toEqual(before.recorded);
      expect([...after.lost].sort()).toEqual([...before.lost].sort());
      expect(connectionsByStart(after)).toBe(after);
      return Promise.resolve();
    },
    100,
  ));
