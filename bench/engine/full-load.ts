// How much of 100,000 packets/s our client sends and gets echoed, and how quiet the machine was
// meanwhile: node scripts/run-ts.js bench/engine/full-load.ts [SAMPLES [QUIET_US]]
import { echoedPercent, median, perPacketUs, withPrograms } from './programs.ts';

const SAMPLES = Number(process.argv[2] ?? 10);
/** What a packet costs the bare loop at most where no neighbour slows the machine down. */
const QUIET_US = Number(process.argv[3] ?? 12.5);

const CALM = { connections: 400, packetsPerSecond: 20_000 };
const FULL = { connections: 400, packetsPerSecond: 100_000 };

await withPrograms(async (run) => {
  const all: number[] = [];
  const quiet: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const before = perPacketUs(await run('bare-loop', CALM));
    const echoed = echoedPercent(await run('our-client', FULL));
    const after = perPacketUs(await run('bare-loop', CALM));
    all.push(echoed);
    if (Math.max(before, after) <= QUIET_US) quiet.push(echoed);
    console.log(
      `bare loop ${before.toFixed(1)} µs a packet before, ${after.toFixed(1)} µs after: ${echoed.toFixed(2)} % echoed`,
    );
  }
  const said = (what: string, shares: readonly number[]): string =>
    shares.length === 0
      ? `${what}: none`
      : `${what}: median ${median(shares).toFixed(2)} %, least ${Math.min(...shares).toFixed(2)} %`;
  console.log(said(`${all.length} samples`, all));
  console.log(said(`${quiet.length} of them quiet (up to ${QUIET_US} µs)`, quiet));
});
