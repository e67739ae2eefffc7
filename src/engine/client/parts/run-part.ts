import { msToNs, type StopReason, type TrafficCounters } from '../../../stats/index.ts';
import type { Clock, Milliseconds } from '../../platform/clock.ts';
import { LoopWatch } from '../measure/loop-watch.ts';
import { Meter } from '../measure/meter.ts';
import type { TrafficPlan } from '../plan/traffic-plan.ts';
import type { Traffic, TrafficListener } from '../traffic/listener.ts';
import type { Part, PartListener, PartOrder } from './part.ts';
import { intervalsOver, nextEnd } from './schedule.ts';

export type StartTraffic = (plan: TrafficPlan, listener: TrafficListener, now: Clock) => Traffic;

/** A status is told so often. */
export const STATUS_INTERVAL_MS = 1000;

/**
 * Makes one part of the traffic in this thread, and reports on it at the times of samples and of statuses.
 *
 * @throws {EngineError} where the traffic cannot begin
 */
export function runPart(
  order: PartOrder,
  listener: PartListener,
  now: Clock,
  startTraffic: StartTraffic,
): Part {
  return new RunningPart(order, listener, now, startTraffic);
}

class RunningPart implements Part {
  readonly #plan: TrafficPlan;
  readonly #sampleIntervalMs: Milliseconds;
  readonly #listener: PartListener;
  readonly #now: Clock;
  readonly #meter = new Meter();
  readonly #traffic: Traffic;
  readonly #loop: LoopWatch;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;
  #lostAfterEnd = false;
  /** How it stood when its time was over, and only replies were awaited. */
  #atDeadline: Readonly<TrafficCounters> | undefined;
  /** The intervals that were told of last. */
  #sample = 0;
  #status = 0;

  constructor(
    { plan, sampleIntervalMs }: PartOrder,
    listener: PartListener,
    now: Clock,
    startTraffic: StartTraffic,
  ) {
    this.#plan = plan;
    this.#sampleIntervalMs = sampleIntervalMs;
    this.#listener = listener;
    this.#now = now;
    this.#traffic = startTraffic(plan, this.#hearing(), now);
    this.#loop = new LoopWatch(now);
    this.#waitForNext(0);
  }

  stop(reason: StopReason): void {
    if (!this.#isOver) this.#traffic.stop(reason);
  }

  #hearing(): TrafficListener {
    const meter = this.#meter;
    const listener = this.#listener;
    return {
      onSent(latenessMs) {
        meter.sent(latenessMs);
      },
      onEcho(roundTripMs) {
        meter.echoed(roundTripMs);
      },
      onOpen(state) {
        listener.onOpen(state);
      },
      onEnd: (state) => {
        const endNs = msToNs(this.#plan.durationMs);
        if (state.err !== '' && state.endedNs > endNs) this.#lostAfterEnd = true;
        listener.onEnd(state);
      },
      onOver: (reason) => {
        this.#finish(reason);
      },
      onNotice(notice) {
        listener.onNotice(notice);
      },
    };
  }

  /** @param seenMs up to which what is over has been told */
  #waitForNext(seenMs: Milliseconds): void {
    // Whoever was told of the last report may have ended it.
    if (this.#isOver || this.#atDeadline !== undefined) return;
    const { durationMs } = this.#plan;
    const dueMs = Math.min(
      nextEnd(seenMs, this.#sampleIntervalMs, durationMs),
      nextEnd(seenMs, STATUS_INTERVAL_MS, durationMs),
      durationMs,
    );
    this.#timer = setTimeout(this.#tick, Math.max(1, Math.ceil(dueMs - this.#now())));
  }

  readonly #tick = (): void => {
    const nowMs = this.#now();
    if (nowMs >= this.#plan.durationMs) {
      this.#atDeadline = { ...this.#traffic.counters };
      return;
    }
    // After a stall several intervals are over at once: they make one report, and nothing twice.
    const sample = intervalsOver(nowMs, this.#sampleIntervalMs);
    const status = intervalsOver(nowMs, STATUS_INTERVAL_MS);
    const isNewSample = sample > this.#sample;
    const isNewStatus = status > this.#status;
    if (isNewSample) this.#sample = sample;
    if (isNewStatus) this.#status = status;
    if (isNewSample || isNewStatus) {
      this.#report(isNewSample ? sample : 0, isNewStatus ? status : 0, nowMs);
    }
    this.#waitForNext(nowMs);
  };

  #finish(reason: StopReason): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#loop.stop();
    const { durationMs } = this.#plan;
    // Replies that are still awaited at the end belong to packets sent before it; a connection
    // that is lost for want of one is lost within the run. While it was waited for, nothing was sent:
    // that is a sample of its own.
    if (this.#lostAfterEnd && this.#atDeadline !== undefined) {
      this.#report(durationMs / this.#sampleIntervalMs, 0, durationMs, this.#atDeadline);
    }
    const nowMs = this.#now();
    this.#report(Infinity, Infinity, this.#lostAfterEnd ? nowMs : Math.min(nowMs, durationMs));
    this.#listener.onOver(reason);
  }

  #report(
    sample: number,
    status: number,
    timeMs: Milliseconds,
    counters: Readonly<TrafficCounters> = { ...this.#traffic.counters },
  ): void {
    this.#listener.onReport({
      timeMs,
      counters,
      sample,
      status,
      ...this.#meter.drain(),
      loopDelays: [this.#loop.drain()],
    });
  }
}
