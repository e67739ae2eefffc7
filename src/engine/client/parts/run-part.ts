import { type StopReason, type TrafficCounters, msToNs } from '../../../stats/index.ts';
import type { Clock, Milliseconds } from '../../platform/clock.ts';
import type { Traffic, TrafficListener } from '../traffic/listener.ts';
import type { TrafficPlan } from '../plan/traffic-plan.ts';
import { LoopWatch } from '../measure/loop-watch.ts';
import { Meter } from '../measure/meter.ts';
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
  { plan, sampleIntervalMs }: PartOrder,
  listener: PartListener,
  now: Clock,
  startTraffic: StartTraffic,
): Part {
  const meter = new Meter();
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  let lostAfterEnd = false;
  /** How it stood when its time was over, and only replies were awaited. */
  let atDeadline: Readonly<TrafficCounters> | undefined;
  let sample = 0;
  let status = 0;

  const traffic = startTraffic(
    plan,
    {
      onSent(latenessMs) {
        meter.sent(latenessMs);
      },
      onEcho(roundTripMs) {
        meter.echoed(roundTripMs);
      },
      onOpen(state) {
        listener.onOpen(state);
      },
      onEnd(state) {
        if (state.err !== '' && state.endedNs > msToNs(plan.durationMs)) lostAfterEnd = true;
        listener.onEnd(state);
      },
      onOver(reason) {
        finish(reason);
      },
      onNotice(notice) {
        listener.onNotice(notice);
      },
    },
    now,
  );
  const loop = new LoopWatch(now);
  waitForNext(0);
  return {
    stop(reason) {
      if (!over) traffic.stop(reason);
    },
  };

  /** @param seenMs up to which what is over has been told */
  function waitForNext(seenMs: Milliseconds): void {
    // Whoever was told of the last report may have ended it.
    if (over || atDeadline !== undefined) return;
    const dueMs = Math.min(
      nextEnd(seenMs, sampleIntervalMs, plan.durationMs),
      nextEnd(seenMs, STATUS_INTERVAL_MS, plan.durationMs),
      plan.durationMs,
    );
    timer = setTimeout(tick, Math.max(1, Math.ceil(dueMs - now())));
  }

  function tick(): void {
    const nowMs = now();
    if (nowMs >= plan.durationMs) {
      atDeadline = { ...traffic.counters };
      return;
    }
    // After a stall several intervals are over at once: they make one report, and nothing twice.
    const sampleNow = intervalsOver(nowMs, sampleIntervalMs);
    const statusNow = intervalsOver(nowMs, STATUS_INTERVAL_MS);
    const newSample = sampleNow > sample;
    const newStatus = statusNow > status;
    if (newSample) sample = sampleNow;
    if (newStatus) status = statusNow;
    if (newSample || newStatus) report(newSample ? sample : 0, newStatus ? status : 0, nowMs);
    waitForNext(nowMs);
  }

  function finish(reason: StopReason): void {
    over = true;
    clearTimeout(timer);
    loop.stop();
    // Replies that are still awaited at the end belong to packets sent before it; a connection
    // that is lost for want of one is lost within the run. While it was waited for, nothing was sent:
    // that is a sample of its own.
    if (lostAfterEnd && atDeadline !== undefined) {
      report(plan.durationMs / sampleIntervalMs, 0, plan.durationMs, atDeadline);
    }
    report(Infinity, Infinity, lostAfterEnd ? now() : Math.min(now(), plan.durationMs));
    listener.onOver(reason);
  }

  function report(
    sampleNumber: number,
    statusNumber: number,
    timeMs: Milliseconds,
    counters: Readonly<TrafficCounters> = { ...traffic.counters },
  ): void {
    listener.onReport({
      timeMs,
      counters,
      sample: sampleNumber,
      status: statusNumber,
      ...meter.drain(),
      loopDelays: [loop.drain()],
    });
  }
}
