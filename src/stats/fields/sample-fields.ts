import { fieldsOf, type ColumnField } from './field.ts';

/** The key of the samples. */
export const SAMPLES_KEY = 'Samples';

/** One sample's fields, in the original's order; our optional ones follow. Counters are cumulative since the start of the run. */
export const SAMPLE_TABLE = {
  /** When it was taken, in ns since the start of the run. */
  timeNs: { key: 'Time', kind: 'time' },
  /** Packets, of all connections together. */
  sent: { key: 'Sent', kind: 'count' },
  /** Packets whose whole echo came back. */
  received: { key: 'Received', kind: 'count' },
  /** Packets not sent at their time because the reply before was still missing. */
  dropped: { key: 'Dropped', kind: 'count' },
  /** Connections established at that instant. */
  active: { key: 'Active', kind: 'count', optional: true },
  /** Clients without a connection at that instant. */
  connecting: { key: 'Connecting', kind: 'count', optional: true },
  /** Connections lost since the start. */
  lost: { key: 'Lost', kind: 'count', optional: true },
  /** TCP segments sent again since the start. */
  retransmits: { key: 'Retransmits', kind: 'count', optional: true },
  /** Half of the round trips of the interval that ends here were no longer; 0 = no echo came. */
  rttP50Ns: { key: 'RttP50', kind: 'time', optional: true },
  /** 99 % of them were no longer. */
  rttP99Ns: { key: 'RttP99', kind: 'time', optional: true },
  /** The longest of them. */
  rttMaxNs: { key: 'RttMax', kind: 'time', optional: true },
  /** Packets that the tester itself sent late in the interval that ends here. */
  late: { key: 'Late', kind: 'count', optional: true },
} as const;

export const SAMPLE_FIELDS: readonly ColumnField<keyof typeof SAMPLE_TABLE>[] =
  fieldsOf(SAMPLE_TABLE);
