import type { Clock, Milliseconds } from '../../platform/clock.ts';
import type { StopReason, Traffic, TrafficListener } from '../traffic/listener.ts';
import type { TrafficPlan } from '../traffic/plan.ts';
import { LoopWatch } from './loop-watch.ts';
import { Meter } from './meter.ts';
import type { Part, PartListener, PartOrder } from './part.ts';
import { toNs } from './rows.ts';
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
        if (state.err !== '' && state.endedNs > toNs(plan.durationMs)) lostAfterEnd = true;
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
    if (over) return;
    const dueMs = Math.min(
      nextEnd(seenMs, sampleIntervalMs, plan.durationMs),
      nextEnd(seenMs, STATUS_INTERVAL_MS, plan.durationMs),
    );
    if (dueMs < Infinity) timer = setTimeout(tick, Math.max(1, Math.ceil(dueMs - now())));
  }

  function tick(): void {
    const nowMs = now();
    // After a stall several intervals are over at once: they make one report, and nothing twice.
    const sampleNow = intervalsOver(nowMs, sampleIntervalMs);
    const statusNow = intervalsOver(nowMs, STATUS_INTERVAL_MS);
    const newSample = sampleNow > sample && nowMs < plan.durationMs;
    const newStatus = statusNow > status && nowMs < plan.durationMs;
    if (newSample) sample = sampleNow;
    if (newStatus) status = statusNow;
    if (newSample || newStatus) report(newSample ? sample : 0, newStatus ? status : 0);
    waitForNext(nowMs);
  }

  function finish(reason: StopReason): void {
    over = true;
    clearTimeout(timer);
    loop.stop();
    report(Infinity, Infinity);
    listener.onOver(reason);
  }

  function report(sampleNumber: number, statusNumber: number): void {
    listener.onReport({
      // Replies that are still awaited at the end belong to packets sent before it; a connection
      // that is lost for want of one is lost within the run.
      timeMs: lostAfterEnd ? now() : Math.min(now(), plan.durationMs),
      counters: { ...traffic.counters },
      sample: sampleNumber,
      status: statusNumber,
      ...meter.drain(),
      loopDelays: [loop.drain()],
    });
  }
}
