import { throughput } from '../../analyze/index.ts';
import { NS_PER_S } from '../../stats/index.ts';
import type { LabRun } from './results.ts';

/** What is wrong with a run; undefined = nothing. */
export type Verdict = (run: LabRun) => string | undefined;

/** What an undisturbed run must be. */
export const nothingLost: Verdict = ({ run: { header } }) => {
  if (header.received === 0) return 'expected traffic, found none';
  const { failedConnections: lost, dropped, failedConnects: failed } = header;
  return lost + dropped + failed === 0
    ? undefined
    : `expected nothing lost, dropped and failed, found ${lost}, ${dropped} and ${failed}`;
};

/** After the end of a disturbance TCP's timers may still run for so long. */
const SETTLED_AFTER_NS = NS_PER_S;
const RECOVERED_SHARE = 0.95;

/** What a run with packet loss for a while must be: the loss was felt, and it was over with its cause. */
export const lossFeltAndOver: Verdict = ({ run, events }) => {
  const { sent, received, retransmits, dropped, rateKBps } = run.header;
  if (sent === received && retransmits === 0 && dropped === 0) {
    return 'expected packets to be missed, found none missing';
  }
  const overNs = (events.at(-1)?.timeNs ?? 0) + SETTLED_AFTER_NS;
  const rows = throughput(run);
  const after = Array.from(rows.rateKBps).filter((_, row) => (rows.fromNs[row] ?? 0) >= overNs);
  const meanKBps = after.reduce((sum, rate) => sum + rate, 0) / Math.max(1, after.length);
  return meanKBps >= RECOVERED_SHARE * rateKBps
    ? undefined
    : `expected ${rateKBps} KB/s after the loss, found ${meanKBps.toFixed(0)}`;
};
