import { describe, expect, it } from 'vitest';
import { throughput } from '../../../src/analyze/index.ts';
import { nsToSeconds } from '../../../src/stats/index.ts';
import { NO_LAB, runLab } from '../../support/lab.ts';

/** TCP's timers may run for so long behind the last packet that was dropped. */
const SETTLED_AFTER_NS = 2e9;

describe.skipIf(NO_LAB !== '')(`packets that are dropped for a while${NO_LAB}`, () => {
  it('are sent again, keep others from being sent, and are forgotten', async () => {
    const window = ['--probability', '10%', '--from', '4s', '--for', '4s', '--timeout', '14s'];
    // Ten packets a second on each connection: TCP sends again after 200 ms at the earliest.
    const { run, events } = await runLab('loss', '--nconn', '40', '--rate', '400', ...window);
    const [begin, end] = events;
    if (begin === undefined || end === undefined) throw new Error('expected two events');
    expect([begin.text, end.text]).toEqual(['drop 10 % at the client', 'stop dropping']);
    const told = { subject: 'client', source: 'lab' };
    expect(begin).toMatchObject({ ...told, verb: 'drop' });
    expect(end).toMatchObject({ ...told, verb: 'stop-dropping' });
    expect(run.header.retransmits).toBeGreaterThan(0);

    const droppedAt = (timeNs: number): number =>
      run.samples.dropped.findLast((_, i) => (run.samples.timeNs[i] ?? 0) <= timeNs) ?? 0;
    expect(droppedAt(end.timeNs) - droppedAt(begin.timeNs)).toBeGreaterThan(0);

    const { length, fromNs, toNs, rateKBps } = throughput(run);
    let [calmKB, calmS] = [0, 0];
    for (let row = 0; row < length; row++) {
      const [from = 0, to = 0] = [fromNs[row], toNs[row]];
      if (to > begin.timeNs && from < end.timeNs + SETTLED_AFTER_NS) continue;
      calmS += nsToSeconds(to - from);
      calmKB += (rateKBps[row] ?? 0) * nsToSeconds(to - from);
    }
    expect(calmS).toBeGreaterThan(4);
    expect(Math.abs(calmKB / calmS / run.header.rateKBps - 1)).toBeLessThan(0.02);
  });
});
