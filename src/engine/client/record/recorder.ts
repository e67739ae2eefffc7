import {
  connectionsByStart,
  journalConnectionLine,
  journalFirstLine,
  journalRunLine,
  journalSampleLine,
  RunBuilder,
  type ConnectionState,
  type Nanoseconds,
  type Run,
  type RunHeader,
  type StopReason,
} from '../../../stats/index.ts';
import { EngineError } from '../../errors.ts';
import type { HookCaller } from '../hooks/hook-caller.ts';
import { DurationHistogram } from '../measure/duration-histogram.ts';
import type { ResolvedOptions } from '../options/resolve-options.ts';
import { IntervalMerger, type Interval } from '../parts/interval-merger.ts';
import type { PartListener, PartReport } from '../parts/part.ts';
import { endsAll, overallReason } from '../parts/stop-reason.ts';
import { punctualityOf } from '../tester/punctuality.ts';
import { TesterHealth } from '../tester/tester-health.ts';
import type { JournalFile } from './journal-file.ts';
import { finalHeader, plannedHeader, sampleRow } from './rows.ts';
import { StatusMaker } from './status-maker.ts';

export interface RecorderSetup {
  readonly options: ResolvedOptions;
  /** How many parts make the traffic. */
  readonly parts: number;
  /** Start of the run, RFC 3339. */
  readonly wallClock: string;
  readonly version: string;
  readonly caller: HookCaller;
  readonly journal: JournalFile | undefined;
  /** A part has ended in such a way that the others must end too. */
  readonly stopAll: (reason: StopReason) => void;
}

/** Makes one run of what the parts of the traffic tell, and passes on what a program wants to know at once. */
export class Recorder {
  /** The run, when all parts are over; fails where one could not begin, or a hook threw. */
  readonly run: Promise<Run>;
  readonly #setup: RecorderSetup;
  readonly #planned: RunHeader;
  readonly #builder = new RunBuilder();
  readonly #health: TesterHealth;
  readonly #samples: IntervalMerger;
  readonly #statuses: IntervalMerger;
  /** Of the whole run. */
  readonly #roundTrips = new DurationHistogram();
  readonly #lateness = new DurationHistogram();
  readonly #loopDelays = new DurationHistogram();
  /** Of the interval that is being looked at. */
  readonly #scratch = new DurationHistogram();
  readonly #statusMaker: StatusMaker;
  readonly #reasons: StopReason[] = [];
  /** Connections that lasted until the planned end; the run may turn out to be longer. */
  readonly #lasted: ConnectionState[] = [];
  #lastSample: Interval | undefined;
  #sampledNs: Nanoseconds = 0;
  #failure: EngineError | undefined;
  #tellOver: () => void = () => undefined;

  constructor(setup: RecorderSetup) {
    this.#setup = setup;
    const { options, parts } = setup;
    this.#planned = plannedHeader(options, setup.wallClock, setup.version);
    this.#health = new TesterHealth(
      options.transport,
      options.sourceCidr !== undefined || options.sources !== undefined,
    );
    this.#statusMaker = new StatusMaker(options, parts, this.#scratch);
    this.#samples = new IntervalMerger(parts, (interval) => {
      this.#onSample(interval);
    });
    this.#statuses = new IntervalMerger(parts, (interval) => {
      this.#onStatus(interval);
    });
    const over = new Promise<void>((resolve) => {
      this.#tellOver = resolve;
    });
    this.run = over.then(() => this.#finish());
    setup.journal?.write(journalFirstLine(this.#planned));
    setup.journal?.flush();
    this.#health.look(0);
  }

  /** Who listens to the part with this number, from 0. */
  listenerOf(part: number): PartListener {
    return {
      onOpen: (state) => {
        this.#setup.journal?.write(journalConnectionLine(state));
      },
      onEnd: (state) => {
        this.#onEnd(state);
      },
      onReport: (report) => {
        this.#onReport(part, report);
      },
      onNotice: (notice) => {
        this.#setup.caller.notice(notice);
      },
      onOver: (reason) => {
        this.#onOver(reason);
      },
      onDeath: (error) => {
        if (error instanceof EngineError) this.#failure ??= error;
        else this.#setup.caller.notice(`a thread of the client died: ${error.message}`);
        this.#onOver('tester-failed');
      },
    };
  }

  #onEnd(state: ConnectionState): void {
    const { journal, caller } = this.#setup;
    journal?.write(journalConnectionLine(state));
    if (state.err === '' && state.endedNs === this.#planned.durationNs) this.#addLasted(state);
    else this.#isOver(state);
    if (state.connectNs === 0) caller.unconnected(state.cause ?? '');
    if (state.err === '' || state.connectNs === 0) return;
    caller.loss({
      timeNs: state.endedNs,
      client: state.client,
      host: state.host,
      err: state.err,
      cause: state.cause ?? '',
    });
  }

  #onReport(part: number, report: PartReport): void {
    if (report.sample > 0) this.#samples.add(part, report.sample, report);
    else this.#samples.carry(part, report);
    if (report.status > 0) this.#statuses.add(part, report.status, report);
    else this.#statuses.carry(part, report);
  }

  #onSample(interval: Interval): void {
    const { journal, options, caller, parts } = this.#setup;
    for (const counted of interval.roundTrips) this.#roundTrips.add(counted);
    for (const counted of interval.lateness) this.#lateness.add(counted);
    for (const counted of interval.loopDelays) this.#loopDelays.add(counted);
    const punctuality = punctualityOf(interval, this.#sampledNs, parts, this.#scratch);
    this.#health.addInterval(punctuality, interval.late);
    const row = sampleRow(interval, this.#scratch.hold(interval.roundTrips));
    this.#sampledNs = punctuality.toNs;
    this.#lastSample = interval;
    journal?.write(journalSampleLine(row));
    journal?.flush();
    if (options.detail === 'all') this.#builder.addSample(row);
    caller.sample(row);
  }

  #onStatus(interval: Interval): void {
    const { counters, number } = interval;
    // At the end all connections were just closed, and hold their ports as they do while they live.
    if (number === Infinity) return;
    this.#health.look(counters.active + counters.connecting);
    this.#setup.caller.status(() => this.#statusMaker.statusOf(interval));
  }

  #onOver(reason: StopReason): void {
    this.#reasons.push(reason);
    if (this.#reasons.length === this.#setup.parts) this.#tellOver();
    else if (endsAll(reason)) this.#setup.stopAll(reason);
  }

  async #finish(): Promise<Run> {
    const { journal, options, caller } = this.#setup;
    if (this.#failure !== undefined || this.#lastSample === undefined) {
      throw (
        this.#failure ??
        new EngineError({ code: 'environment', expected: 'a last report', found: 'none' })
      );
    }
    const header = finalHeader(this.#planned, options, {
      last: this.#lastSample,
      stopped: overallReason(this.#reasons),
      roundTrips: this.#roundTrips,
      tester: this.#health.summary(this.#lateness, this.#loopDelays),
    });
    this.#endLasted(header.durationNs);
    journal?.write(journalRunLine(header));
    await journal?.close();
    for (const notice of this.#health.notices()) caller.notice(notice);
    caller.failed.throwIfAborted();
    const run = this.#builder.finish(header);
    return { ...run, connections: connectionsByStart(run.connections) };
  }

  #addLasted(state: ConnectionState): void {
    const { journal, options, caller } = this.#setup;
    // Thousands end at once: they are kept for somebody, or not at all.
    const isWanted = journal !== undefined || options.detail === 'all' || caller.wantsConnections;
    if (isWanted) this.#lasted.push(state);
  }

  /** They last as long as the run does, lest they seem to be missing while others are lost. */
  #endLasted(durationNs: Nanoseconds): void {
    const { journal } = this.#setup;
    const isLonger = durationNs > this.#planned.durationNs;
    for (const state of this.#lasted) {
      const ended = isLonger ? { ...state, endedNs: durationNs } : state;
      if (isLonger) journal?.write(journalConnectionLine(ended));
      this.#isOver(ended);
    }
  }

  /** Nothing about it will change. */
  #isOver(state: ConnectionState): void {
    const { options, caller } = this.#setup;
    if (options.detail === 'all') this.#builder.addConnection(state);
    caller.connection(state);
  }
}
