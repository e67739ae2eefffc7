// A worker thread that does what its seed says, for tests of what becomes of the run.
import { parentPort, workerData } from 'node:worker_threads';

const { seed, firstClient } = workerData.plan;
const counters = {
  sent: 5,
  received: 4,
  dropped: 0,
  retransmits: 0,
  failedConnections: 0,
  failedConnects: 0,
  active: 1,
  connecting: 0,
  duplicates: 0,
  reordered: 0,
  late: 0,
};
const report = {
  timeMs: 1000,
  counters,
  roundTrips: [Float64Array.from([700, 4])],
  lateness: [Float64Array.from([10, 5])],
  late: 0,
  sample: 1,
  status: 1,
  loopDelays: [Float64Array.from([300, 9])],
};
const state = {
  startedNs: 1,
  connectNs: 2,
  endedNs: Infinity,
  err: '',
  sent: 5,
  received: 4,
  dropped: 0,
  retransmits: 0,
  local: '127.0.0.1:40000',
  remote: '127.0.0.1:5003',
  host: 'echo-1',
  client: firstClient,
};

if (seed === 1) throw new Error('no memory');
parentPort.on('message', ({ kind, reason }) => {
  if (kind === 'stop') {
    end(reason);
  } else if (seed === 2) {
    const details = {
      code: 'option',
      option: 'sources',
      line: 3,
      expected: 'an address',
      found: '"x"',
    };
    parentPort.postMessage({ kind: 'refused', details });
    parentPort.close();
  } else {
    parentPort.postMessage({ kind: 'notice', notice: 'descriptors run out' });
    parentPort.postMessage({ kind: 'connections', news: [{ over: false, state }] });
    parentPort.postMessage({ kind: 'report', report });
    // The first of them dies; the others live on until they are told to stop.
    if (firstClient === 0 && seed === 3) setImmediate(() => fail());
    if (firstClient === 0 && seed === 4) setImmediate(() => process.exit(7));
  }
});
parentPort.postMessage({ kind: 'ready' });

function end(reason) {
  const news = [{ over: true, state: { ...state, endedNs: 2_000_000_000 } }];
  parentPort.postMessage({ kind: 'connections', news });
  const last = {
    timeMs: 2000,
    roundTrips: [],
    lateness: [],
    loopDelays: [],
    sample: Infinity,
    status: Infinity,
  };
  parentPort.postMessage({ kind: 'report', report: { ...report, ...last } });
  parentPort.postMessage({ kind: 'over', reason });
  parentPort.close();
}

function fail() {
  throw new Error('out of memory');
}
