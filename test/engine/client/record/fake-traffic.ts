import type { StartTraffic } from '../../../../src/engine/client/parts/run-part.ts';
import type { TrafficPlan } from '../../../../src/engine/client/plan/traffic-plan.ts';
import type { Traffic, TrafficListener } from '../../../../src/engine/client/traffic/listener.ts';
import {
  noCounters,
  type ConnectionState,
  type StopReason,
  type TrafficCounters,
} from '../../../../src/stats/index.ts';

/** Traffic that does what a test says. */
export class FakeTraffic implements Traffic {
  readonly counters: TrafficCounters = noCounters();
  readonly plan: TrafficPlan;
  readonly listener: TrafficListener;

  constructor(plan: TrafficPlan, listener: TrafficListener) {
    this.plan = plan;
    this.listener = listener;
  }

  stop(reason: StopReason): void {
    this.listener.onOver(reason);
  }

  send(count: number, latenessMs: number, roundTripMs?: number): void {
    for (let i = 0; i < count; i++) {
      this.counters.sent++;
      this.listener.onSent(latenessMs);
      if (roundTripMs === undefined) continue;
      this.counters.received++;
      this.listener.onEcho(roundTripMs);
    }
  }
}

/** Starts fakes, and keeps them in order of their start. */
export function fakes(): { readonly started: FakeTraffic[]; readonly start: StartTraffic } {
  const started: FakeTraffic[] = [];
  return {
    started,
    start: (plan, listener) => {
      const traffic = new FakeTraffic(plan, listener);
      started.push(traffic);
      return traffic;
    },
  };
}

/** A connection that was made and lost, but for what a test says. */
export function connectionState(changes: Partial<ConnectionState> = {}): ConnectionState {
  return {
    startedNs: 1_000_000,
    connectNs: 2_000_000,
    endedNs: 3_000_000,
    err: 'EOF',
    sent: 3,
    received: 2,
    dropped: 0,
    retransmits: 0,
    local: '127.0.0.1:40000',
    remote: '127.0.0.1:5003',
    host: 'server-1',
    client: 0,
    firstReceivedNs: 2_500_000,
    lastReceivedNs: 2_600_000,
    cause: 'eof',
    attempts: 1,
    ...changes,
  };
}
