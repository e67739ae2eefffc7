import { Worker } from 'node:worker_threads';
import { noCounters, type ConnectionState, type StopReason } from '../../../stats/index.ts';
import { EngineError } from '../../errors.ts';
import type { Part, PartListener, PartOrder, PartReport } from '../parts/part.ts';
import type { StartOfRun } from '../parts/start-of-run.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** A part of the traffic in a thread of its own. */
export class WorkerPart implements Part {
  /** Settles when the thread waits for the start. */
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  #listener: PartListener | undefined;
  #over = false;
  /** Connections that are open, by client: what a thread that dies leaves behind. */
  readonly #open = new Map<number, ConnectionState>();
  #last: PartReport | undefined;

  /** @param path of the module that the thread runs */
  constructor(path: string, order: PartOrder) {
    this.#worker = new Worker(path, { workerData: order });
    this.ready = new Promise((resolve, reject) => {
      const refuse = (error: Error): void => {
        reject(
          new EngineError({
            code: 'environment',
            option: 'workers',
            expected: 'threads that start',
            found: error.message,
            cause: error,
          }),
        );
      };
      this.#worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') resolve();
        else this.#take(message);
      });
      let why: Error | undefined;
      this.#worker.on('error', (error: Error) => {
        why = error;
      });
      // Only then has all been heard that the thread told before.
      this.#worker.on('exit', (code) => {
        const error = why ?? new Error(`it ended with code ${code}`);
        refuse(error);
        this.#die(error);
      });
    });
  }

  begin(start: StartOfRun, listener: PartListener): void {
    this.#listener = listener;
    this.#tell({ kind: 'start', start });
  }

  stop(reason: StopReason): void {
    this.#tell({ kind: 'stop', reason });
  }

  /** Ends the thread, whatever it does. */
  async abandon(): Promise<void> {
    this.#over = true;
    await this.#worker.terminate();
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #take(message: Exclude<FromWorker, { kind: 'ready' }>): void {
    if (this.#over) return;
    switch (message.kind) {
      case 'connections':
        for (const { over, state } of message.news) {
          if (over) this.#open.delete(state.client);
          else this.#open.set(state.client, state);
          if (over) this.#listener?.onEnd(state);
          else this.#listener?.onOpen(state);
        }
        break;
      case 'report':
        this.#last = message.report;
        this.#listener?.onReport(message.report);
        break;
      case 'notice':
        this.#listener?.onNotice(message.notice);
        break;
      case 'over':
        this.#leave();
        this.#listener?.onOver(message.reason);
        break;
      case 'refused':
        this.#die(new EngineError(message.details));
        break;
    }
  }

  /** What the thread told until now is all that will be known of it. */
  #die(error: Error): void {
    if (this.#over) return;
    this.#leave();
    const listener = this.#listener;
    const last = this.#last;
    if (listener === undefined) return;
    for (const state of this.#open.values()) listener.onEnd({ ...state, endedNs: Infinity });
    listener.onReport({
      timeMs: last?.timeMs ?? 0,
      counters: { ...(last?.counters ?? noCounters()), active: 0, connecting: 0 },
      roundTrips: [],
      lateness: [],
      loopDelays: [],
      late: 0,
      sample: Infinity,
      status: Infinity,
    });
    listener.onDeath(error);
  }

  #leave(): void {
    this.#over = true;
    // Its sockets may take a moment to close; nobody need wait for that.
    this.#worker.unref();
  }
}
