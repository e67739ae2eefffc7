import { LabError } from '../lab-error.ts';
import { startPod, type Pod } from '../system/pod.ts';
import { nodeName } from '../topology/names.ts';
import { serverCommand } from '../topology/server.ts';
import type { Topology } from '../topology/topology.ts';
import type { Verbs } from './verbs.ts';
import type { ClusterWorld } from './world.ts';

/** The servers of a lab. */
export interface Pods {
  /** By node. */
  readonly running: ReadonlyMap<number, Pod>;
  readonly verbs: Pick<Verbs, 'startPod' | 'stopPod' | 'killPod'>;
  /** Starts a server, which is no event; settles when it listens. */
  bringUp(node: number, hostname: string): Promise<void>;
}

const SIGNALS = { stop: 'SIGTERM', kill: 'SIGKILL' } as const;

export function createPods(topology: Topology, world: ClusterWorld): Pods {
  const { events, program, logPath, onPods } = world;
  const running = new Map<number, Pod>();
  const bringUp = async (node: number, hostname: string): Promise<void> => {
    const command = serverCommand(topology, node, hostname, program);
    running.set(node, await startPod(command, hostname, logPath));
    onPods();
  };
  const note = (verb: 'start' | 'stop' | 'kill', node: number): void => {
    const subject = nodeName(node);
    events.note({ verb, subject, text: `${verb} ${subject}` });
  };
  const end = async (verb: keyof typeof SIGNALS, node: number): Promise<void> => {
    const pod = running.get(node);
    if (pod === undefined) {
      throw new LabError({
        code: 'work',
        place: nodeName(node),
        expected: 'a server',
        found: 'none',
      });
    }
    note(verb, node);
    await pod.end(SIGNALS[verb]);
    running.delete(node);
    onPods();
  };
  return {
    running,
    bringUp,
    verbs: {
      async startPod(node, hostname) {
        note('start', node);
        await bringUp(node, hostname);
      },
      stopPod: (node) => end('stop', node),
      killPod: (node) => end('kill', node),
    },
  };
}
