import { Command } from 'commander';
import { UsageError } from '../shared/errors.ts';
import type { Io } from '../shared/program/io.ts';
import { tame } from '../shared/program/run-program.ts';
import { VERSION } from '../shared/program/version.ts';
import { clientMode } from './client-mode.ts';
import { addFlags, modeOf, type Flags } from './flags/flags.ts';
import { serverMode } from './server-mode.ts';
import { PROCESS_WORLD, type TrafficWorld } from './world.ts';

const NAME = 'ctraffic';

const EXAMPLES = `
Flags may be written with one dash or two, and with = before their value: -nconn 400, --nconn=400.

Examples:
  ${NAME} -server -address [::]:5003 -udp
  ${NAME} -timeout 1m -address 10.0.0.0:5003 -nconn 400 -rate 400 -monitor | jq .
  ${NAME} -timeout 15s -address [1000::1]:5003 -nconn 120 -rate 500 -stats=all > run.json
  ${NAME} -stat_file run.json -analyze connections
  ${NAME} -server -address :5003 -replicas 4
`;

/** `ctraffic`: server, traffic client, and the original's analyses. */
export function ctrafficProgram(io: Io, world: TrafficWorld = PROCESS_WORLD): Command {
  const program = tame(new Command(NAME), io)
    .description('Keeps many paced connections open to a service, and counts what happens to them.')
    .usage('[flags]')
    .argument('[words...]')
    .addHelpText('after', EXAMPLES);
  return addFlags(program)
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .action(async (words: readonly string[]) => {
      const [word] = words;
      if (word !== undefined) throw new UsageError(`expected flags alone, found '${word}'`);
      const flags = program.opts<Flags>();
      // As the original: who gives no flag at all wants to know which there are.
      if (Object.keys(flags).length === 0) program.help();
      await run(flags, io, world);
    });
}

async function run(flags: Flags, io: Io, world: TrafficWorld): Promise<void> {
  switch (modeOf(flags)) {
    case 'client':
      return clientMode(flags, NAME, io, world);
    case 'server':
      return serverMode(flags, NAME, io, world);
    case 'analysis': {
      const { postAnalysis } = await import('./post-analysis.ts');
      return postAnalysis(flags.stat_file ?? '-', flags.analyze ?? 'throughput', NAME, io);
    }
  }
}
