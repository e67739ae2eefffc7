import type { KBps, Nanoseconds } from '../../../stats/pure.ts';
import type { Disturbance } from '../../disturbances/disturbance.ts';
import { disturbances } from '../../disturbances/disturbances.ts';
import {
  DISTURBANCES_COLUMNS,
  type DisturbancesColumn,
} from '../../disturbances/find-disturbances.ts';
import { studyOf, type RunOrStudy, type Study, type StudyOptions } from '../../study/study.ts';
import {
  COARSE_RESOLUTION_NS,
  rateForFineResolutionKBps,
  resolutionNs,
} from '../../support/resolution.ts';
import { latency, type Latency } from './latency.ts';
import { testerHealth, type TesterHealth } from './tester-health.ts';

/** Columns that `runSummary` reads. */
export const RUN_SUMMARY_COLUMNS: typeof DISTURBANCES_COLUMNS = DISTURBANCES_COLUMNS;

/** A run at a glance. Percentages are 0 to 100; undefined where there is nothing to divide by. */
export interface RunSummary {
  readonly started: string;
  readonly durationNs: Nanoseconds;
  /** Why the run ended, where the file says so. */
  readonly stopped?: string;
  /** Version of the program that recorded the run, where the file says so. */
  readonly version?: string;
  /** What was asked for. */
  readonly clients: number;
  readonly rateKBps: KBps;
  readonly packetSizeBytes: number;
  /** What happened: connections. */
  readonly failedConnections: number;
  readonly failedConnects: number;
  /** What happened: packets. */
  readonly sent: number;
  readonly received: number;
  readonly dropped: number;
  readonly retransmits: number;
  /** (sent - received) * 100 / sent (RFC 2544, 26.3). */
  readonly frameLossPercent?: number;
  /** (sent - retransmits) * 100 / sent (RFC 6349, 4.2). */
  readonly tcpEfficiencyPercent?: number;
  /** Absent where it was not recorded. */
  readonly latency?: Latency;
  /** Absent where it was not recorded. */
  readonly tester?: TesterHealth;
  /** No time that is derived from losses is known better than this. */
  readonly resolutionNs: Nanoseconds;
  /** Set where the resolution is coarse: a rate at which it would not be. */
  readonly advisedRateKBps?: KBps;
  /** Absent where the run was recorded without connections. */
  readonly connections?: ConnectionSummary;
}

export interface ConnectionSummary {
  /** Connections that were established. */
  readonly established: number;
  /** Clients that had no connection at the end. */
  readonly connectingAtEnd: number;
  /** Time connected of all clients over clients x duration; not known of a file that was cut short. */
  readonly connectedPercent?: number;
  /** Lost connections for which no successor was found. */
  readonly unpaired: number;
  readonly disturbances: readonly Disturbance[];
}

/**
 * A run at a glance. Works for runs recorded without connections as well, and then says less.
 *
 * @param options.events decide where a disturbance begins
 */
export function runSummary(
  of: RunOrStudy<DisturbancesColumn>,
  options: StudyOptions = {},
): RunSummary {
  const study = studyOf(of, options);
  const { run } = study;
  const { header } = run;
  const { sent, received, retransmits } = header;
  const resolution = resolutionNs(header);
  const roundTrips = latency(header);
  const tester = testerHealth(header);
  return {
    started: header.started,
    durationNs: header.durationNs,
    ...(header.stopped !== undefined && { stopped: header.stopped }),
    ...(header.version !== undefined && { version: header.version }),
    clients: header.connections,
    rateKBps: header.rateKBps,
    packetSizeBytes: header.packetSizeBytes,
    failedConnections: header.failedConnections,
    failedConnects: header.failedConnects,
    sent,
    received,
    dropped: header.dropped,
    retransmits,
    ...(sent > 0 && {
      frameLossPercent: ((sent - received) * 100) / sent,
      tcpEfficiencyPercent: ((sent - retransmits) * 100) / sent,
    }),
    ...(roundTrips !== undefined && { latency: roundTrips }),
    ...(tester !== undefined && { tester }),
    resolutionNs: resolution,
    ...(resolution > COARSE_RESOLUTION_NS && {
      advisedRateKBps: rateForFineResolutionKBps(header),
    }),
    ...(run.connections.length > 0 && { connections: connectionSummary(study) }),
  };
}

function connectionSummary(study: Study<DisturbancesColumn>): ConnectionSummary {
  const found = disturbances(study);
  const { run } = study;
  const { durationNs, connections: clients } = run.header;
  const { startedNs, connectNs, endedNs, lost, length } = run.connections;
  let established = 0;
  let connectedNs = 0;
  let connectingAtEnd = 0;
  let open = 0;
  for (let i = 0; i < length; i++) {
    const connect = connectNs[i] as number;
    const isPlaceholder = startedNs[i] === 0 && endedNs[i] === 0;
    if (connect === 0) {
      if (lost[i] === 0 && !isPlaceholder) connectingAtEnd++;
      continue;
    }
    established++;
    if (endedNs[i] === Infinity) open++;
    connectedNs += Math.max(0, Math.min(endedNs[i] as number, durationNs) - connect);
  }
  const possibleNs = clients * durationNs;
  const killedNs = run.truncated?.wholeUntilNs;
  return {
    established,
    // Nothing told the journal of a run that was killed who was connecting; all others are open.
    connectingAtEnd: killedNs === undefined ? connectingAtEnd : Math.max(0, clients - open),
    ...(possibleNs > 0 &&
      (run.truncated === undefined || killedNs !== undefined) && {
        connectedPercent: (connectedNs * 100) / possibleNs,
      }),
    unpaired: found.unpaired,
    disturbances: found.disturbances,
  };
}
