import type { Nanoseconds, RunHeader } from '../../stats/pure.ts';
import { NONE } from '../clients/client-chains.ts';
import type { FoundDisturbance, FoundDisturbances } from '../disturbances/find-disturbances.ts';
import { groupedBy } from '../support/order.ts';
import type { ClientOutages } from './client-outages.ts';
import { outageDistribution, type OutageDistribution } from './distribution.ts';
import { disturbanceKinds, type DisturbanceKind } from './disturbance-kind.ts';
import type { OutagesRun } from './echo-times.ts';

/** A value that is known to lie between two others; both are the same where it was measured. */
export interface Between<T> {
  readonly least: T;
  readonly most: T;
}

/** How long a disturbance hurt. Times are since the start of the run. */
export interface DisturbanceOutages {
  /** From 1, as other reports count. */
  readonly number: number;
  readonly kind: DisturbanceKind;
  /** The event's time where the events tell, else the first loss. */
  readonly startNs: Nanoseconds;
  readonly firstLossNs: Nanoseconds;
  /** What was done, where the events tell. */
  readonly event?: string;
  /** From the event to the first loss, where the events tell. */
  readonly timeToDetectNs?: Nanoseconds;
  /** Clients that lost a connection. */
  readonly clients: number;
  /** Of these, those that were not served again: their outages are open, and counted to the end of the run. */
  readonly neverBack: number;
  /** Of these, those that made no further attempt: the run was as good as over, or its retries used up. */
  readonly untried: number;
  /** From the last echo before to the first one after (RFC 6412 3.6.5; RFC 6414 3.6.3). */
  readonly outage: Between<OutageDistribution>;
  /** Packets lost over the offered load (RFC 6412 3.6.4); it averages over the unaffected clients too. */
  readonly lossDerivedNs: Nanoseconds;
  /** From the start until every client hit was served again (RFC 6412 3.6.1); null = not before the end of the run. */
  readonly fullConvergenceNs: Between<Nanoseconds> | null;
  /** How long nothing was lost after that, until the next disturbance or the end of the run. */
  readonly quietNs: Nanoseconds;
  /** Whether that is long enough to call it recovered (sustained convergence validation time, RFC 6412). */
  readonly validated: boolean;
  /** What the run's availability would be, had there been this disturbance alone. */
  readonly availabilityPercent: Between<number>;
  /** Packets sent on the connections lost here whose echo never came. */
  readonly packetsLost: number;
  /** Packets that could not be sent at their time: no connection, or still waiting for a reply. */
  readonly packetsUnsent: number;
  /** (sent - retransmits) * 100 / sent of the connections lost here (RFC 6349 4.2). */
  readonly tcpEfficiencyPercent?: number;
}

const VALIDATION_PACKETS = 5;
const LEAST_VALIDATION_NS: Nanoseconds = 5e9;

/** Nothing must be lost for so long for a disturbance to count as over. */
export function validationNsOf(resolutionNs: Nanoseconds): Nanoseconds {
  return Math.max(VALIDATION_PACKETS * resolutionNs, LEAST_VALIDATION_NS);
}

/** Of the time of all clients together; undefined where there is none. */
export function percentOfTime({
  connections,
  durationNs,
}: RunHeader): ((ns: Nanoseconds) => number) | undefined {
  const possibleNs = connections * durationNs;
  if (possibleNs <= 0) return undefined;
  return (ns) => Math.max(0, Math.min(100, (ns * 100) / possibleNs));
}

/** What each disturbance cost the clients that it hit. */
export function outagesOfDisturbances(
  run: OutagesRun,
  found: FoundDisturbances,
  rows: ClientOutages,
): DisturbanceOutages[] {
  const kinds = disturbanceKinds(found);
  const packets = packetCounts(run, found.lostIn, found.disturbances.length);
  return groupedBy(rows.disturbance, found.disturbances.length).flatMap((hit, index) => {
    const lengths = summary(rows, hit);
    if (lengths === undefined) return [];
    const { startNs, firstLossNs, event } = found.disturbances[index] as FoundDisturbance;
    return {
      number: index + 1,
      kind: kinds[index] ?? 'initial',
      startNs,
      firstLossNs,
      ...(event !== undefined && { event, timeToDetectNs: Math.max(0, firstLossNs - startNs) }),
      clients: hit.length,
      neverBack: lengths.neverBack,
      untried: lengths.untried,
      outage: lengths.outage,
      lossDerivedNs: lossDerivedNs(run.header, found.resolutionNs, packets, lengths, index),
      ...recoveryOf(run.header, found, lengths, index),
      ...costOf(run.header, lengths, packets, index),
    };
  });
}

/** Packets lost over the offered load: those sent in vain, and those that could not be sent. */
function lossDerivedNs(
  { connections }: RunHeader,
  resolutionNs: Nanoseconds,
  { sent, received }: PacketCounts,
  { unsent }: Summary,
  index: number,
): Nanoseconds {
  if (connections === 0) return 0;
  const lost = (sent[index] as number) - (received[index] as number);
  return ((lost + unsent) * resolutionNs) / connections;
}

/** What a disturbance cost in availability and in packets. */
function costOf(
  header: RunHeader,
  { unsent, downNs }: Summary,
  packets: PacketCounts,
  index: number,
): Pick<
  DisturbanceOutages,
  'availabilityPercent' | 'packetsLost' | 'packetsUnsent' | 'tcpEfficiencyPercent'
> {
  const sent = packets.sent[index] as number;
  const lost = sent - (packets.received[index] as number);
  const percent = percentOfTime(header) ?? (() => 0);
  const possibleNs = header.connections * header.durationNs;
  return {
    availabilityPercent: {
      least: percent(possibleNs - downNs.most),
      most: percent(possibleNs - downNs.least),
    },
    packetsLost: lost,
    packetsUnsent: unsent,
    ...(sent > 0 && {
      tcpEfficiencyPercent: ((sent - (packets.retransmits[index] as number)) * 100) / sent,
    }),
  };
}

/** When all clients were served again, and how long that lasted. */
function recoveryOf(
  { durationNs }: RunHeader,
  { disturbances, resolutionNs }: FoundDisturbances,
  { neverBack, servedNs }: Summary,
  index: number,
): Pick<DisturbanceOutages, 'fullConvergenceNs' | 'quietNs' | 'validated'> {
  if (neverBack > 0) return { fullConvergenceNs: null, quietNs: 0, validated: false };
  const { startNs } = disturbances[index] as FoundDisturbance;
  const nextNs = disturbances[index + 1]?.firstLossNs ?? Infinity;
  const quietNs = Math.max(0, Math.min(nextNs, durationNs) - servedNs.most);
  return {
    fullConvergenceNs: {
      least: Math.max(0, servedNs.least - startNs),
      most: Math.max(0, servedNs.most - startNs),
    },
    quietNs,
    validated: quietNs >= validationNsOf(resolutionNs),
  };
}

interface Summary {
  readonly outage: Between<OutageDistribution>;
  readonly neverBack: number;
  readonly untried: number;
  readonly unsent: number;
  /** Sum of all outages. */
  readonly downNs: Between<Nanoseconds>;
  /** When the last client was served again. */
  readonly servedNs: Between<Nanoseconds>;
}

function summary(rows: ClientOutages, hit: Uint32Array): Summary | undefined {
  const pick = (column: Float64Array): Float64Array => {
    const values = new Float64Array(hit.length);
    for (let i = 0; i < hit.length; i++) values[i] = column[hit[i] as number] as number;
    return values;
  };
  const open = new Uint8Array(hit.length);
  let neverBack = 0;
  let untried = 0;
  let unsent = 0;
  const downNs = { least: 0, most: 0 };
  const servedNs = { least: 0, most: 0 };
  for (let i = 0; i < hit.length; i++) {
    const row = hit[i] as number;
    open[i] = rows.open[row] as number;
    neverBack += rows.open[row] as number;
    untried += rows.untried[row] as number;
    unsent += rows.unsent[row] as number;
    downNs.least += rows.leastNs[row] as number;
    downNs.most += rows.mostNs[row] as number;
    servedNs.least = Math.max(servedNs.least, rows.leastEndNs[row] as number);
    servedNs.most = Math.max(servedNs.most, rows.mostEndNs[row] as number);
  }
  const least = outageDistribution(pick(rows.leastNs), open);
  const most = rows.measured ? least : outageDistribution(pick(rows.mostNs), open);
  if (least === undefined || most === undefined) return undefined;
  return { outage: { least, most }, neverBack, untried, unsent, downNs, servedNs };
}

/** Packets of the connections that were lost in each disturbance. */
interface PacketCounts {
  readonly sent: Float64Array;
  readonly received: Float64Array;
  readonly retransmits: Float64Array;
}

function packetCounts(
  { connections }: OutagesRun,
  lostIn: Int32Array,
  disturbances: number,
): PacketCounts {
  const sent = new Float64Array(disturbances);
  const received = new Float64Array(disturbances);
  const retransmits = new Float64Array(disturbances);
  for (let i = 0; i < lostIn.length; i++) {
    const index = lostIn[i] as number;
    if (index === NONE) continue;
    sent[index] = (sent[index] as number) + (connections.sent[i] as number);
    received[index] = (received[index] as number) + (connections.received[i] as number);
    retransmits[index] = (retransmits[index] as number) + (connections.retransmits[i] as number);
  }
  return { sent, received, retransmits };
}
