/** Something that befalls the replicas; what happens at one instant is one step. */
export type Happening = RemoveReplicas | MoveFlows;

/** Replicas are killed, and perhaps come back. */
export interface RemoveReplicas {
  readonly kind: 'remove';
  readonly timeNs: number;
  /** Slots, from 0; several go at once. */
  readonly replicas: readonly number[];
  /** When they are up again; absent = never. */
  readonly backNs?: number;
  /** Whether they come back under the host name that they had (a restart) or a new one (a new pod). */
  readonly name?: 'same' | 'new';
  /** Share of the lost connections that hear nothing and wait for the reply timeout. Default 0. */
  readonly timeoutShare?: number;
}

/** A route change: flows of living hosts arrive at another one, which resets them. */
export interface MoveFlows {
  readonly kind: 'move';
  readonly timeNs: number;
  /** Share of the flows of every host that move. */
  readonly share: number;
}

/** Which replica a connection gets. `step` is that of the loss that it replaces, -1 = none. */
export type Landing = (choice: LandingChoice) => number;

export interface LandingChoice {
  readonly step: number;
  /** Slots that the balancer knows, ascending. */
  readonly slots: readonly number[];
  /** A number in [0, 1). */
  readonly unit: number;
}

export interface Scenario {
  readonly seed: number;
  readonly clients: number;
  readonly rateKBps: number;
  readonly packetSizeBytes: number;
  readonly durationNs: number;
  readonly replicas: number;
  readonly happenings: readonly Happening[];
  /** Default: at random, as kube-proxy does. */
  readonly landing?: Landing;
  /** How long the balancer still offers a replica that is gone; those connects are refused. */
  readonly balancerLagNs?: number;
  /** Share of new connections that are lost before their first echo. */
  readonly unheardShare?: number;
  /** Whether the file has our fields besides the original's. */
  readonly optionalFields?: boolean;
  /** RFC 3339. */
  readonly started?: string;
  /** Replica set's part of the host names, one a generation of pods. */
  readonly generations?: readonly string[];
}

export const REPLY_TIMEOUT_NS = 1e9;
/** Hosts whose first losses lie no further apart than the resolution, or this, were hit together. */
export const MIN_TOGETHER_NS = 100e6;
/** No connection begins in the last two seconds. */
export const LAST_CONNECT_NS = 2e9;
export const BACK_OFF_NS = 100e6;
export const MAX_BACK_OFF_NS = 1e9;

/** The packet interval of one connection. */
export function resolutionNs(
  scenario: Pick<Scenario, 'clients' | 'rateKBps' | 'packetSizeBytes'>,
): number {
  return (scenario.clients * scenario.packetSizeBytes * 1e9) / (scenario.rateKBps * 1024);
}

export const randomly: Landing = ({ slots, unit }) => slots[Math.floor(unit * slots.length)] ?? 0;

/** Deals the replicas out in turn, so that every one of them gets its share at every step. */
export function evenly(): Landing {
  const dealt = new Map<string, number>();
  return ({ step, slots }) => {
    const used = slots.map((slot) => dealt.get(`${step}/${slot}`) ?? 0);
    const slot = slots[used.indexOf(Math.min(...used))] ?? 0;
    dealt.set(`${step}/${slot}`, (dealt.get(`${step}/${slot}`) ?? 0) + 1);
    return slot;
  };
}

/** One replica after the other, as a Deployment's rolling upgrade without surge does. */
export function rollingUpgrade(plan: {
  readonly replicas: number;
  readonly firstNs: number;
  /** From one removal to the next. */
  readonly everyNs: number;
  /** From the removal to the replacement's being ready. */
  readonly downNs: number;
  readonly name?: 'same' | 'new';
  readonly timeoutShare?: number;
  /** How many go at a time. Default 1. */
  readonly atATime?: number;
  /** Slots that never come back. */
  readonly never?: readonly number[];
}): RemoveReplicas[] {
  const { atATime = 1, name = 'new', timeoutShare = 0, never = [] } = plan;
  const happenings: RemoveReplicas[] = [];
  for (let first = 0, n = 0; first < plan.replicas; first += atATime, n++) {
    const timeNs = plan.firstNs + n * plan.everyNs;
    const slots = Array.from(
      { length: Math.min(atATime, plan.replicas - first) },
      (_, i) => first + i,
    );
    const returning = slots.filter((slot) => !never.includes(slot));
    const lost = slots.filter((slot) => never.includes(slot));
    const common = { kind: 'remove', timeNs, timeoutShare } as const;
    if (returning.length > 0) {
      happenings.push({ ...common, replicas: returning, backNs: timeNs + plan.downNs, name });
    }
    if (lost.length > 0) happenings.push({ ...common, replicas: lost });
  }
  return happenings;
}
