import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../../platform/clock.ts';
import type { StopReason, Traffic, TrafficListener } from '../traffic/listener.ts';
import type { TrafficPlan } from '../traffic/plan.ts';
import { Meter } from './meter.ts';
import type { LoopDelay, Part, PartListener, PartOrder } from './part.ts';
import { intervalsOver, nextEnd } from './schedule.ts';

export type StartTraffic = (plan: TrafficPlan, listener: TrafficListener, now: Clock) => Traffic;

/** A status is told so often. */
export const STATUS_INTERVAL_MS = 1000;

/** The loop's monitor measures to this; what it tells is the time between its ticks. */
const LOOP_RESOLUTION_MS = 10;
const LOOP_RESOLUTION_NS = LOOP_RESOLUTION_MS * 1e6;

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
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  let timer: NodeJS.Timeout | undefined;
  let over = false;
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
  loop.enable();
  waitForNext();
  return {
    stop(reason) {
      if (!over) traffic.stop(reason);
    },
  };

  function waitForNext(): void {
    const nowMs = now();
    const dueMs = Math.min(
      nextEnd(nowMs, sampleIntervalMs, plan.durationMs),
      nextEnd(nowMs, STATUS_INTERVAL_MS, plan.durationMs),
    );
    if (dueMs < Infinity) timer = setTimeout(tick, Math.ceil(dueMs - nowMs));
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
    if (newSample) traffic.refresh();
    if (newSample || newStatus) report(newSample ? sample : 0, newStatus ? status : 0);
    waitForNext();
  }

  function finish(reason: StopReason): void {
    over = true;
    clearTimeout(timer);
    loop.disable();
    report(Infinity, Infinity);
    listener.onOver(reason);
  }

  function report(sampleNumber: number, statusNumber: number): void {
    listener.onReport({
      // Replies that are still awaited at the end belong to packets sent before it.
      timeMs: Math.min(now(), plan.durationMs),
      counters: { ...traffic.counters },
      sample: sampleNumber,
      status: statusNumber,
      loopDelay: loopDelay(),
      ...meter.drain(),
    });
  }

  function loopDelay(): LoopDelay {
    const beyond = (ns: number): number => Math.max(0, Math.round(ns - LOOP_RESOLUTION_NS));
    if (loop.count === 0) return { p50Ns: 0, p99Ns: 0, maxNs: 0 };
    return {
      p50Ns: beyond(loop.percentile(50)),
      p99Ns: beyond(loop.percentile(99)),
      maxNs: beyond(loop.max),
    };
  }
}
