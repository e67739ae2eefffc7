import type { Cause, TrueConnection } from './client.ts';
import type { Scenario } from './scenario.ts';

/** A connection as the statistics file has it, keys in its order. */
export interface FileConnection {
  readonly Started: number;
  readonly Connect: number;
  readonly Ended: number;
  readonly Err: string;
  readonly Sent: number;
  readonly Received: number;
  readonly Dropped: number;
  readonly Retransmits: number;
  readonly Local: string;
  readonly Remote: string;
  readonly Host?: string;
  readonly Client?: number;
  readonly FirstReceived?: number;
  readonly LastReceived?: number;
  readonly Cause?: Cause | '';
  readonly Attempts?: number;
}

export interface FileSample {
  readonly Time: number;
  readonly Sent: number;
  readonly Received: number;
  readonly Dropped: number;
}

/** The statistics file, keys in its order. */
export interface StatsFile {
  readonly Started: string;
  readonly Duration: number;
  readonly Rate: number;
  readonly Connections: number;
  readonly PacketSize: number;
  readonly FailedConnections: number;
  readonly Sent: number;
  readonly Received: number;
  readonly Dropped: number;
  readonly Retransmits: number;
  readonly FailedConnects: number;
  readonly ConnStats: readonly FileConnection[];
  readonly Samples: readonly FileSample[];
}

const REMOTE = '10.0.0.100:5003';
const SAMPLE_NS = 1e9;

/** What the traffic client would have written. `connections` in file order. */
export function statsFile(scenario: Scenario, connections: readonly TrueConnection[]): StatsFile {
  const sum = (of: (connection: TrueConnection) => number): number =>
    connections.reduce((total, each) => total + of(each), 0);
  return {
    Started: scenario.started ?? '2026-11-22T09:05:53.4458486Z',
    // The run is over a little before its planned end, as in the recorded ones.
    Duration: scenario.durationNs - 736421,
    Rate: scenario.rateKBps,
    Connections: scenario.clients,
    PacketSize: scenario.packetSizeBytes,
    FailedConnections: connections.filter(({ cause }) => cause !== undefined).length,
    Sent: sum(({ sentNs }) => sentNs.length),
    Received: sum(({ receivedNs }) => receivedNs.length),
    Dropped: 0,
    Retransmits: 0,
    FailedConnects: sum(({ failedConnects }) => failedConnects),
    ConnStats: connections.map((each, index) =>
      fileConnection(each, index, scenario.optionalFields === true),
    ),
    Samples: samples(scenario.durationNs, connections),
  };
}

function fileConnection(
  connection: TrueConnection,
  index: number,
  optionalFields: boolean,
): FileConnection {
  const { connectNs, incarnation, sentNs, receivedNs, cause } = connection;
  const local = connectNs === 0 ? '' : `172.20.0.${2 + (index >> 15)}:${32768 + (index & 32767)}`;
  const remote = connectNs === 0 ? '' : REMOTE;
  return {
    Started: connection.startedNs,
    Connect: connectNs,
    Ended: connection.endedNs,
    Err: cause === undefined ? '' : ERRORS[cause](local, remote),
    Sent: sentNs.length,
    Received: receivedNs.length,
    Dropped: 0,
    Retransmits: 0,
    Local: local,
    Remote: remote,
    ...(incarnation !== undefined && receivedNs.length > 0 && { Host: incarnation.host }),
    ...(optionalFields && {
      Client: connection.client,
      FirstReceived: receivedNs[0] ?? 0,
      LastReceived: receivedNs.at(-1) ?? 0,
      Cause: cause ?? '',
      Attempts: connection.attempts,
    }),
  };
}

const ERRORS: Record<Cause, (local: string, remote: string) => string> = {
  eof: () => 'EOF',
  reset: (local, remote) => `read tcp ${local}->${remote}: read: connection reset by peer`,
  timeout: (local, remote) => `read tcp ${local}->${remote}: i/o timeout`,
};

/** Cumulative counters, once a second and a little later every time. */
function samples(durationNs: number, connections: readonly TrueConnection[]): FileSample[] {
  const rows = Math.ceil(durationNs / SAMPLE_NS) - 1;
  const timeNs = (row: number): number => (row + 1) * SAMPLE_NS + (row + 1) * 531207;
  const sent = counts(rows, timeNs, connections, 'sentNs');
  const received = counts(rows, timeNs, connections, 'receivedNs');
  return sent.map((Sent, row) => ({
    Time: timeNs(row),
    Sent,
    Received: received[row] ?? 0,
    Dropped: 0,
  }));
}

function counts(
  rows: number,
  timeNs: (row: number) => number,
  connections: readonly TrueConnection[],
  which: 'sentNs' | 'receivedNs',
): number[] {
  const perRow = new Array<number>(rows).fill(0);
  for (const connection of connections) {
    for (const at of connection[which]) {
      let row = Math.max(0, Math.ceil(at / SAMPLE_NS) - 1);
      if (row > 0 && at <= timeNs(row - 1)) row--;
      if (row < rows) perRow[row] = (perRow[row] ?? 0) + 1;
    }
  }
  let total = 0;
  return perRow.map((count) => (total += count));
}

/** The file's text as Go's encoder writes it: no white space, `<`, `>` and `&` escaped. */
export function serialise(file: StatsFile): string {
  return `${JSON.stringify(file).replace(/[<>&]/g, goEscape)}\n`;
}

function goEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
