import { max } from 'd3-array';
import {
  throughput,
  type IntervalOptions,
  type Study,
  type Throughput,
} from '../../../analyze/index.ts';
import { NS_PER_S, type KBps } from '../../../stats/index.ts';
import { numberText } from '../../text/number-text.ts';

/** What the chart of throughput shows. */
export interface ThroughputModel {
  /** Middle of each row's interval. */
  readonly middleS: Float64Array;
  readonly rateKBps: Float64Array;
  /** The offered load, where it is known. */
  readonly offered: { readonly rateKBps: KBps; readonly label: string } | undefined;
  /** The greatest rate of all, offered or received. */
  readonly mostKBps: KBps;
}

/**
 * The model of a table that is at hand.
 *
 * @param offeredKBps the load of all connections together; undefined where it is not known
 */
export function modelOfThroughput(
  { length, fromNs, toNs, rateKBps }: Throughput,
  offeredKBps: KBps | undefined,
): ThroughputModel {
  return {
    middleS: Float64Array.from(
      { length },
      (_, row) => ((fromNs[row] ?? 0) + (toNs[row] ?? 0)) / 2 / NS_PER_S,
    ),
    rateKBps,
    offered:
      offeredKBps === undefined
        ? undefined
        : { rateKBps: offeredKBps, label: `Offered ${numberText(offeredKBps)} KB/s` },
    mostKBps: Math.max(offeredKBps ?? 0, max(rateKBps) ?? 0),
  };
}

/** The model of a run. */
export function throughputModel({ run }: Study<never>, options: IntervalOptions): ThroughputModel {
  return modelOfThroughput(throughput(run, options), run.header.rateKBps);
}
