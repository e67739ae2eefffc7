import {
  parseStats,
  writeStats,
  type ConnectionRow,
  type Run,
  type RunHeader,
  type SampleRow,
} from '../../src/stats/index.ts';

const HEADER: RunHeader = {
  started: '2026-11-22T09:00:00Z',
  durationNs: 10e9,
  rateKBps: 100,
  connections: 10,
  packetSizeBytes: 1024,
  failedConnections: 0,
  sent: 0,
  received: 0,
  dropped: 0,
  retransmits: 0,
  failedConnects: 0,
};

const CONNECTION: ConnectionRow = {
  startedNs: 1,
  connectNs: 2,
  endedNs: 10e9,
  err: '',
  sent: 0,
  received: 0,
  dropped: 0,
  retransmits: 0,
  local: '',
  remote: '',
  host: 'a',
};

export interface RunSketch {
  readonly header?: Partial<RunHeader>;
  readonly connections?: readonly Partial<ConnectionRow>[];
  readonly samples?: readonly (Partial<SampleRow> & { timeNs: number })[];
}

/** A run of which only what matters is said; it goes through the file format, as every run does. */
export function runOf({ header, connections = [], samples = [] }: RunSketch): Promise<Run> {
  const text = [
    ...writeStats({
      header: { ...HEADER, ...header },
      connections: connections.map((row) => ({ ...CONNECTION, ...row })),
      samples: samples.map((row) => ({ sent: 0, received: 0, dropped: 0, ...row })),
    }),
  ].join('');
  return parseStats(new TextEncoder().encode(text));
}
