import { mean } from 'd3-array';
import { NS_PER_S } from '../../stats/pure.ts';
import { throughput } from '../run/throughput/throughput.ts';
import type { Gate } from './gate.ts';

/** After the end of a disturbance TCP's timers may still run for so long. */
const SETTLED_AFTER_NS = NS_PER_S;
const RECOVERED_SHARE = 0.95;

/** What a run with packet loss for a while must be: the loss was felt, and it was over with its cause. */
export const lossFeltAndOver: Gate = ({ run, events }) => {
  const { sent, received, retransmits, dropped, rateKBps } = run.header;
  if (sent === received && retransmits === 0 && dropped === 0) {
    return 'expected packets to be missed, found none missing';
  }
  const overNs = (events.at(-1)?.timeNs ?? 0) + SETTLED_AFTER_NS;
  const rows = throughput(run);
  const after = rows.rateKBps.filter((_, row) => (rows.fromNs[row] ?? 0) >= overNs);
  const meanKBps = mean(after) ?? 0;
  return meanKBps >= RECOVERED_SHARE * rateKBps
    ? undefined
    : `expected ${rateKBps} KB/s after the loss, found ${meanKBps.toFixed(0)}`;
};
