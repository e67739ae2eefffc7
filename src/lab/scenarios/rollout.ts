/** How many pods may be missing, and how many more than asked for there may be, at the same time. */
export interface RolloutStrategy {
  readonly maxUnavailable: number;
  readonly maxSurge: number;
}

/** Where a rolling upgrade stands. Pods that are on their way out do not count. */
export interface RolloutState {
  readonly replicas: number;
  /** Old pods that serve. */
  readonly old: number;
  /** New pods that do not serve yet. */
  readonly starting: number;
  /** New pods that serve, and have done so for long enough. */
  readonly ready: number;
}

export type RolloutStep = 'start-new' | 'end-old' | 'wait' | 'done';

/**
 * What a rolling upgrade does next, as Kubernetes' Deployment decides it: new pods up to
 * `replicas + maxSurge` in all, old ones go while `replicas - maxUnavailable` still serve.
 */
export function nextRolloutStep(
  { replicas, old, starting, ready }: RolloutState,
  { maxUnavailable, maxSurge }: RolloutStrategy,
): RolloutStep {
  if (starting + ready < replicas && old + starting + ready < replicas + maxSurge) {
    return 'start-new';
  }
  if (old > 0 && old + ready > replicas - maxUnavailable) return 'end-old';
  return old === 0 && ready === replicas ? 'done' : 'wait';
}
