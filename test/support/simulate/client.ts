import type { Cluster, Incarnation } from './cluster.ts';
import type { Random } from './random.ts';
import {
  BACK_OFF_NS,
  type Landing,
  LAST_CONNECT_NS,
  MAX_BACK_OFF_NS,
  REPLY_TIMEOUT_NS,
} from './scenario.ts';

export type Cause = 'eof' | 'reset' | 'timeout';

/** A connection and what really became of it. */
export interface TrueConnection {
  readonly client: number;
  readonly startedNs: number;
  /** 0 = never established. */
  readonly connectNs: number;
  readonly endedNs: number;
  /** Why it was lost; absent = it lasted. */
  readonly cause?: Cause;
  /** The step that it was lost to; -1 = none, though it may have been lost before its first echo. */
  readonly step: number;
  /** Where it went; absent = never established. */
  readonly incarnation?: Incarnation;
  readonly attempts: number;
  readonly failedConnects: number;
  /** When each packet was sent. */
  readonly sentNs: readonly number[];
  /** When each echo was complete. */
  readonly receivedNs: readonly number[];
}

export interface ClientContext {
  readonly cluster: Cluster;
  readonly random: Random;
  readonly landing: Landing;
  readonly resolutionNs: number;
  readonly durationNs: number;
  readonly balancerLagNs: number;
  readonly unheardShare: number;
}

/** One client's connections, from its start to the end of the run. */
export function clientLife(client: number, context: ClientContext): TrueConnection[] {
  const { random, durationNs, resolutionNs } = context;
  const life: TrueConnection[] = [];
  let startedNs = Math.round(300e3 + client * 60e3 + random.between(0, 50e3));
  let firstPacketNs = startedNs + random.between(0, resolutionNs);
  let lostTo = -1;
  for (;;) {
    const connection = oneConnection(client, startedNs, firstPacketNs, lostTo, context);
    life.push(connection);
    if (connection.cause === undefined) return life;
    if (connection.endedNs > durationNs - LAST_CONNECT_NS) return life;
    if (connection.step >= 0) lostTo = connection.step;
    startedNs = connection.endedNs + Math.round(random.between(200, 2500));
    firstPacketNs = 0;
  }
}

function oneConnection(
  client: number,
  startedNs: number,
  firstPacketNs: number,
  lostTo: number,
  context: ClientContext,
): TrueConnection {
  const { random, durationNs, resolutionNs } = context;
  const { incarnation, connectNs, failedConnects } = connect(startedNs, lostTo, context);
  const attempts = failedConnects + (incarnation === undefined ? 0 : 1);
  const common = { client, startedNs, connectNs, attempts, failedConnects };
  if (incarnation === undefined) {
    return { ...common, endedNs: durationNs, step: -1, sentNs: [], receivedNs: [] };
  }
  const unheard = random.chance(context.unheardShare);
  const fate = unheard
    ? { brokenNs: connectNs, step: -1 }
    : fateOf(incarnation, connectNs, context);
  const sentNs: number[] = [];
  const receivedNs: number[] = [];
  const first = Math.max(connectNs + 20e3, firstPacketNs);
  for (let n = 0; ; n++) {
    const packetNs = Math.round(first + n * resolutionNs + random.between(0, 30e3));
    if (packetNs >= durationNs) break;
    sentNs.push(packetNs);
    const echoNs = packetNs + Math.round(random.between(150e3, 600e3));
    if (packetNs < fate.brokenNs) {
      if (echoNs < durationNs) receivedNs.push(echoNs);
      continue;
    }
    const cause = causeOf(incarnation, unheard, fate.moved === true, random);
    const endedNs = cause === 'timeout' ? echoNs + REPLY_TIMEOUT_NS : echoNs;
    if (endedNs >= durationNs) break;
    const whole = { ...common, incarnation, sentNs, receivedNs, step: fate.step };
    return { ...whole, endedNs, cause };
  }
  return { ...common, incarnation, endedNs: durationNs, step: -1, sentNs, receivedNs };
}

function connect(
  startedNs: number,
  lostTo: number,
  { cluster, random, landing, durationNs, balancerLagNs }: ClientContext,
): { incarnation?: Incarnation; connectNs: number; failedConnects: number } {
  let timeNs = startedNs;
  let failedConnects = 0;
  while (timeNs < durationNs) {
    const offered = cluster.incarnations.filter(
      (each) => each.fromNs <= timeNs && timeNs < each.untilNs + balancerLagNs,
    );
    const slots = [...new Set(offered.map(({ slot }) => slot))];
    const unit = random.unit();
    const slot = slots.length > 0 ? landing({ step: lostTo, slots, unit }) : undefined;
    const incarnation = offered.findLast((each) => each.slot === slot);
    const connectNs = timeNs + Math.round(random.between(80e3, 700e3));
    if (connectNs >= durationNs) break;
    if (incarnation !== undefined && connectNs < incarnation.untilNs) {
      return { incarnation, connectNs, failedConnects };
    }
    timeNs = connectNs + Math.min(BACK_OFF_NS * 2 ** failedConnects, MAX_BACK_OFF_NS);
    failedConnects++;
  }
  return { connectNs: 0, failedConnects };
}

/** When the flow breaks, and the step that breaks it. */
function fateOf(
  incarnation: Incarnation,
  connectNs: number,
  { cluster, random }: ClientContext,
): { brokenNs: number; step: number; moved?: boolean } {
  for (const [step, { timeNs, happenings }] of cluster.steps.entries()) {
    if (timeNs <= connectNs || timeNs >= incarnation.untilNs) continue;
    for (const happening of happenings) {
      if (happening.kind === 'move' && random.chance(happening.share)) {
        return { brokenNs: timeNs, step, moved: true };
      }
    }
  }
  return { brokenNs: incarnation.untilNs, step: incarnation.step };
}

function causeOf(
  incarnation: Incarnation,
  unheard: boolean,
  moved: boolean,
  random: Random,
): Cause {
  if (moved) return 'reset';
  if (unheard) return random.chance(0.5) ? 'reset' : 'timeout';
  if (random.chance(incarnation.timeoutShare)) return 'timeout';
  return random.chance(0.02) ? 'reset' : 'eof';
}
