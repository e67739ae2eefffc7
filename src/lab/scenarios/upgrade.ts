import type { Verbs } from '../cluster/verbs.ts';
import { LabError } from '../lab-error.ts';
import { generationName, podName } from '../cluster/pod-name.ts';
import type { Scenario } from './scenario.ts';
import type { Timeline } from './timeline.ts';
import { nextRolloutStep, type RolloutStrategy } from './rollout.ts';

export interface UpgradeOptions extends RolloutStrategy {
  readonly replicas: number;
  /** From the start of the run to that of the upgrade. */
  readonly fromMs: number;
  /** A new pod listens, but the balancer learns of it only then. */
  readonly readyDelayMs: number;
  /** A new pod serves for so long before the next old one goes. */
  readonly minReadyMs: number;
  /** An old pod has left the balancer, but serves what it has for so long. */
  readonly graceMs: number;
  /** Old pods end at once (SIGKILL) instead of being asked (SIGTERM). */
  readonly kill: boolean;
}

/** A rolling upgrade behind a balancer: each old pod leaves it and ends, and a new one comes. */
export function upgrade(options: UpgradeOptions): Scenario {
  const { replicas, maxUnavailable, maxSurge, fromMs } = options;
  if (maxUnavailable + maxSurge === 0) {
    throw new LabError({
      code: 'option',
      option: 'maxUnavailable',
      expected: '1 or more where there is no surge',
      found: '0: the upgrade could not begin',
    });
  }
  return {
    name: 'upgrade',
    forwarding: 'balancer',
    // A pod on its way out keeps its node while the next one comes up elsewhere.
    nodes: 2 * replicas,
    replicas,
    client: 'client',
    async disturb(verbs, time) {
      await time.until(fromMs);
      await rollOut(verbs, time, options);
    },
  };
}

async function rollOut(verbs: Verbs, time: Timeline, options: UpgradeOptions): Promise<void> {
  const { replicas } = options;
  const generation = generationName();
  const oldNodes = Array.from({ length: replicas }, (_, index) => index + 1);
  const newNodes = oldNodes.map((node) => replicas + node);
  const coming = new Set<Promise<void>>();
  const going: Promise<void>[] = [];
  let ready = 0;
  try {
    for (;;) {
      const state = { replicas, old: oldNodes.length, starting: coming.size, ready };
      const step = nextRolloutStep(state, options);
      if (step === 'done') break;
      if (step === 'wait') await Promise.race(coming);
      if (step === 'start-new') {
        const up = bringUp(verbs, time, newNodes.shift() ?? 0, generation, options);
        const pod = background(
          up.then(() => {
            ready++;
          }),
        );
        coming.add(pod);
        void background(pod.then(() => coming.delete(pod)));
      }
      if (step === 'end-old') {
        const node = oldNodes.shift() ?? 0;
        await verbs.removeTarget(node);
        going.push(background(takeAway(verbs, time, node, options)));
      }
    }
    await Promise.all(going);
  } finally {
    // Whoever takes the lab down must not meet a pod that is only just coming up.
    await Promise.allSettled([...coming, ...going]);
  }
}

/** A failure is reported where the work is waited for, which may be later. */
function background<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

async function bringUp(
  verbs: Verbs,
  time: Timeline,
  node: number,
  generation: string,
  { readyDelayMs, minReadyMs }: UpgradeOptions,
): Promise<void> {
  await verbs.startPod(node, podName(generation));
  await time.pause(readyDelayMs);
  await verbs.addTarget(node);
  await time.pause(minReadyMs);
}

async function takeAway(
  verbs: Verbs,
  time: Timeline,
  node: number,
  { graceMs, kill }: UpgradeOptions,
): Promise<void> {
  await time.pause(graceMs);
  await (kill ? verbs.killPod(node) : verbs.stopPod(node));
}
