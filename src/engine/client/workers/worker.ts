// A thread that makes one part of the traffic. Its order is its `workerData`.
import { parentPort, workerData } from 'node:worker_threads';
import { EngineError } from '../../errors.ts';
import type { Part, PartListener, PartOrder } from '../parts/part.ts';
import { runPart } from '../parts/run-part.ts';
import { clockFrom, type StartOfRun } from '../parts/start-of-run.ts';
import { startTraffic } from '../traffic/start-traffic.ts';
import type { ConnectionNews, FromWorker, ToWorker } from './messages.ts';

const port = parentPort;
if (port === null) throw new Error('expected to be started as a worker thread');
const order = workerData as PartOrder;

let part: Part | undefined;
let news: ConnectionNews[] = [];

const listener: PartListener = {
  onOpen(state) {
    tellLater({ over: false, state: { ...state } });
  },
  onEnd(state) {
    tellLater({ over: true, state: { ...state } });
  },
  onReport(report) {
    tellNews();
    tell({ kind: 'report', report });
  },
  onNotice(notice) {
    tell({ kind: 'notice', notice });
  },
  onOver(reason) {
    tell({ kind: 'over', reason });
    port.close();
  },
  onDeath(error) {
    throw error;
  },
};

port.on('message', (message: ToWorker) => {
  if (message.kind === 'stop') part?.stop(message.reason);
  else begin(message.start);
});
tell({ kind: 'ready' });

function begin(start: StartOfRun): void {
  try {
    part = runPart(order, listener, clockFrom(start), startTraffic);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    // A cause may be something that cannot travel.
    tell({ kind: 'refused', details: { ...error.details, cause: undefined } });
    port?.close();
  }
}

/** Many connections often change at once: they travel together. */
function tellLater(one: ConnectionNews): void {
  if (news.length === 0) setImmediate(tellNews);
  news.push(one);
}

function tellNews(): void {
  if (news.length === 0) return;
  tell({ kind: 'connections', news });
  news = [];
}

function tell(message: FromWorker): void {
  port?.postMessage(message);
}
