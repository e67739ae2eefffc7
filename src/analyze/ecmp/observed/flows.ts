import { NS_PER_MS, type Nanoseconds, type Run } from '../../../stats/pure.ts';
import { requireConnections } from '../../study/require.ts';
import { causeLookup } from '../../support/cause.ts';
import { REPLY_TIMEOUT_NS, resolutionNs } from '../../support/resolution.ts';

/** Columns that `ecmp` reads. */
export const ECMP_COLUMNS = ['connectNs', 'endedNs', 'lost', 'err', 'cause', 'host'] as const;
export type EcmpColumn = (typeof ECMP_COLUMNS)[number];
export type EcmpRun = Run<EcmpColumn>;

/** Established connections whose host is known, in file order. */
export interface Flows {
  /** Host names, `node2` before `node10`. */
  readonly hosts: readonly string[];
  readonly length: number;
  /** Index of the host. */
  readonly host: Int32Array;
  readonly connectNs: Float64Array;
  /** When the packet was sent whose echo did not come, as well as can be told; Infinity = it lasted. */
  readonly lostNs: Float64Array;
  /** Connections lost before their first echo: nobody knows where they were. */
  readonly lostUnknown: number;
  /** A change is felt by every flow within this time, as each sends its next packet. */
  readonly windowNs: Nanoseconds;
}

/** Room for the jitter of packets, and for reconnects that take a while. */
const JITTER = 0.08;
const LEAST_JITTER_NS: Nanoseconds = 60 * NS_PER_MS;

/**
 * The flows of a run.
 *
 * @throws {StatsError} where the run was recorded without connections
 */
export function flowsOf(run: EcmpRun): Flows {
  requireConnections(run);
  const { connectNs, endedNs, lost, host, length } = run.connections;
  const isTimeout = causeLookup(run.connections);
  const codes = Array.from({ length: host.distinct }, (_, code) => code).filter((code) => code > 0);
  codes.sort((a, b) => compareNames(host.value(a), host.value(b)));
  const indexOf = new Int32Array(host.distinct);
  for (const [index, code] of codes.entries()) indexOf[code] = index;

  const hosts = new Int32Array(length);
  const connects = new Float64Array(length);
  const losses = new Float64Array(length);
  let count = 0;
  let lostUnknown = 0;
  for (let i = 0; i < length; i++) {
    const connect = connectNs[i] as number;
    if (connect === 0) continue;
    const code = host.codes[i] as number;
    if (code === 0) {
      if (lost[i] === 1) lostUnknown++;
      continue;
    }
    hosts[count] = indexOf[code] as number;
    connects[count] = connect;
    const ended = endedNs[i] as number;
    losses[count] =
      lost[i] === 0
        ? Infinity
        : isTimeout(i) === 'timeout'
          ? Math.max(connect, ended - REPLY_TIMEOUT_NS)
          : ended;
    count++;
  }
  const resolution = resolutionNs(run.header);
  return {
    hosts: codes.map((code) => host.value(code)),
    length: count,
    host: hosts.subarray(0, count),
    connectNs: connects.subarray(0, count),
    lostNs: losses.subarray(0, count),
    lostUnknown,
    windowNs: resolution + Math.max(LEAST_JITTER_NS, resolution * JITTER),
  };
}

/** By their parts, numbers as numbers. Without regard to the locale: output is the same everywhere. */
export function compareNames(a: string, b: string): number {
  const parts = (name: string): string[] => name.match(/\d+|\D+/g) ?? [];
  const [left, right] = [parts(a), parts(b)];
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const isNumber = /^\d/.test(part) && /^\d/.test(other);
    const difference = isNumber ? Number(part) - Number(other) : 0;
    if (difference !== 0) return difference;
    if (!isNumber && part !== other) return part < other ? -1 : 1;
  }
  return left.length - right.length || (a < b ? -1 : a > b ? 1 : 0);
}
