// What our client costs against a bare loop, after npm run build:
// node scripts/run-ts.js bench/engine/run.ts [ROUNDS]
import type { Cost } from './load.ts';
import {
  echoedPercent,
  median,
  perPacketUs,
  withPrograms,
  type OfferedLoad,
  type RunProgram,
} from './programs.ts';

const ROUNDS = Number(process.argv[2] ?? 5);

await withPrograms(async (run) => {
  await compare(run, 'CPU at 20,000 packets/s, 400 connections', {
    connections: 400,
    packetsPerSecond: 20_000,
  });
  await compare(run, '100,000 packets/s offered, 400 connections', {
    connections: 400,
    packetsPerSecond: 100_000,
  });
  const many = { connections: 8000, packetsPerSecond: 8000 };
  await compare(run, 'memory of 8,000 connections at 8,000 packets/s', many);
  await compare(run, '… of the whole program, its start and end included', many, 'our-program');
});

/** Runs both in turns, and prints medians. */
async function compare(
  run: RunProgram,
  title: string,
  load: OfferedLoad,
  program = 'our-client',
): Promise<void> {
  const costs: { bare: Cost; ours: Cost }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // They take turns at being first, so that a machine that warms up favours neither.
    if (round % 2 === 0) {
      const bare = await run('bare-loop', load);
      costs.push({ bare, ours: await run(program, load) });
    } else {
      const ours = await run(program, load);
      costs.push({ bare: await run('bare-loop', load), ours });
    }
  }
  const of = (pick: (cost: { bare: Cost; ours: Cost }) => number): string =>
    median(costs.map(pick)).toFixed(2);
  console.log(title);
  console.log(
    `  CPU a packet: bare ${of(({ bare }) => perPacketUs(bare))} µs, ours ${of(({ ours }) => perPacketUs(ours))} µs, ratio ${of(({ bare, ours }) => perPacketUs(ours) / perPacketUs(bare))}`,
  );
  console.log(
    `  peak memory:  bare ${of(({ bare }) => bare.peakMegabytes)} MB, ours ${of(({ ours }) => ours.peakMegabytes)} MB, ratio ${of(({ bare, ours }) => ours.peakMegabytes / bare.peakMegabytes)}`,
  );
  console.log(
    `  echoed, of those offered: bare ${of(({ bare }) => echoedPercent(bare))} %, ours ${of(({ ours }) => echoedPercent(ours))} %`,
  );
  console.log(
    `  lateness of ours: p50 ${of(({ ours }) => ours.lateP50Ms ?? NaN)} ms, p99 ${of(({ ours }) => ours.lateP99Ms ?? NaN)} ms; dropped ${of(({ ours }) => ours.dropped ?? NaN)}`,
  );
}
