import { MIN_TOGETHER_NS, REPLY_TIMEOUT_NS } from './scenario.ts';
import type { Truth } from './truth.ts';

/**
 * Whether losses alone can tell the steps of a run apart: hosts of one step lose their first
 * connections together, those of two steps do not, and a host's losses of two steps are two bursts.
 */
export function definite(truth: Truth): boolean {
  const togetherNs = Math.max(truth.resolutionNs, MIN_TOGETHER_NS);
  const burstNs = truth.resolutionNs + REPLY_TIMEOUT_NS;
  return truth.steps.every((step, index) => {
    const next = truth.steps[index + 1];
    const firsts = [...step.spans.values()].map(({ firstNs }) => firstNs);
    if (Math.max(...firsts) - Math.min(...firsts) > togetherNs) return false;
    if (next !== undefined && next.firstLossNs - Math.max(...firsts) <= togetherNs) return false;
    if ([...step.spans.values()].some(({ longestGapNs }) => longestGapNs > burstNs)) return false;
    return truth.steps.slice(index + 1).every((later) =>
      [...later.spans].every(([host, { firstNs }]) => {
        const before = step.spans.get(host);
        return before === undefined || firstNs - before.lastNs > burstNs;
      }),
    );
  });
}
