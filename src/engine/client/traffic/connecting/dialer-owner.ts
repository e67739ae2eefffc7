import type { StopReason, TrafficCounters } from '../../../../stats/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { TrafficPlan } from '../../plan/traffic-plan.ts';
import type { OpenChannel } from '../channels/open-channel.ts';
import type { Connection } from '../connections/connection.ts';
import type { ClientTimers } from '../timing/client-timers.ts';
import type { Routes } from './routes.ts';

/** Whom a dialer works for. */
export interface DialerOwner {
  /** No connection is to be begun any more. */
  readonly isEnding: boolean;
  /** A client gives up; undefined = it has not even begun a connection. */
  gaveUp(slot: number, connection: Connection | undefined): void;
  /** A slot has a new deadline. */
  timerSet(): void;
  stop(reason: StopReason): void;
  onNotice(notice: string): void;
}

/** What a dialer works with; it shares all of it with its owner. */
export interface DialerTools {
  readonly plan: TrafficPlan;
  /** By slot. */
  readonly connections: (Connection | undefined)[];
  readonly timers: ClientTimers;
  readonly routes: Routes;
  readonly counters: TrafficCounters;
  readonly open: OpenChannel;
  readonly now: Clock;
}
