import { Command, Option } from 'commander';
import type { Io } from '../shared/program/io.ts';
import { tame } from '../shared/program/run-program.ts';
import { VERSION } from '../shared/program/version.ts';
import { printCommands } from './commands/dry-run.ts';
import { outputFolder } from './run/folder.ts';
import { labHost } from './host/host.ts';
import { drawId } from './run/lab-id.ts';
import { execIn } from './commands/exec.ts';
import { showStatus } from './commands/status.ts';
import { stopLabs } from './commands/stop.ts';
import {
  familiesFrom,
  idOption,
  labOptions,
  type LabFlags,
  type NamedLabFlags,
} from './options/lab-options.ts';
import {
  outOption,
  trafficFrom,
  trafficOptions,
  udpOption,
  type TrafficFlags,
} from './options/traffic-options.ts';
import { runTests, type TestFlags } from './commands/run-tests.ts';
import { present } from './run/present.ts';
import { runInLab } from './run/run-in-lab.ts';
import { runLocally } from './run/run-locally.ts';
import {
  SCENARIO_COMMANDS,
  type ScenarioCommand,
  type ScenarioFlags,
} from './commands/scenario-commands.ts';
import { TEST_CASES } from './commands/test-cases.ts';

const NAME = 'ctraffic-lab';
const HELP = 'show help';

const EXAMPLES = `
Examples:
  ${NAME} test
  ${NAME} test --mode=ipv6 start
  ${NAME} exec router -- ctraffic -address [1000::1]:5003 -nconn 40 -monitor
  ${NAME} stop
  ${NAME} upgrade --replicas 4 --nconn 120 --rate 500 --timeout 15s --out upgrade/
  ${NAME} upgrade --local
  ${NAME} ecmp --targets 4 --remove 1 --nconn 400 --rate 400
  ${NAME} loss --probability 5% --from 10s --for 10s
  ${NAME} failover --kill node --detect 3s
`;

/** `ctraffic-lab`: one command a scenario, and those that manage labs. */
export function labProgram(io: Io): Command {
  const program = tame(new Command(NAME), io)
    .description(
      'Disturbs real traffic in a cluster of network namespaces, and keeps its statistics, events and charts.',
    )
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', HELP)
    .helpCommand(false)
    .enablePositionalOptions()
    .addHelpText('after', EXAMPLES);
  program.addCommand(testCommand(io));
  for (const command of SCENARIO_COMMANDS) program.addCommand(scenarioCommand(command, io));
  program.addCommand(execCommand(io));
  program.addCommand(statusCommand(io));
  program.addCommand(stopCommand(io));
  return program;
}

function subcommand(name: string, summary: string, io: Io): Command {
  return tame(new Command(name), io).description(summary).helpOption('-h, --help', HELP);
}

function testCommand(io: Io): Command {
  const command = subcommand('test', 'short tests with a verdict; exit code 1 if one fails', io)
    .argument(
      '[cases...]',
      `${TEST_CASES.map(({ name }) => name).join(', ')} (default: basic lossy)`,
    )
    .option('--list', 'list the tests');
  for (const option of [udpOption(), outOption(), ...labOptions()]) command.addOption(option);
  return command.action(async (names: readonly string[]) => {
    await runTests(names, command.opts<TestFlags>(), NAME, io);
  });
}

function scenarioCommand(description: ScenarioCommand, io: Io): Command {
  const command = subcommand(description.name, description.summary, io);
  const isUpgrade = description.name === 'upgrade';
  for (const option of description.options()) command.addOption(option);
  for (const option of trafficOptions(description.traffic)) command.addOption(option);
  for (const option of labOptions()) command.addOption(option);
  if (isUpgrade) {
    command.addOption(new Option('--local', 'replicas on this machine, without namespaces'));
  }
  return command.action(async () => {
    const flags = command.opts<ScenarioFlags & LabFlags & TrafficFlags & { local?: true }>();
    const isLocal = isUpgrade && flags.local === true;
    const run = isLocal ? upgradeLocally : runInNamespaces;
    await run(description, flags, io);
  });
}

async function runInNamespaces(
  command: ScenarioCommand,
  flags: ScenarioFlags & LabFlags & TrafficFlags,
  io: Io,
): Promise<void> {
  const { name, scenario: create } = command;
  const scenario = create(flags);
  const families = familiesFrom(flags);
  const traffic = trafficFrom(flags);
  if (flags.dryRun === true) {
    printCommands(scenario, flags.id ?? drawId(), families, traffic, io);
    return;
  }
  const host = await labHost();
  const folder = outputFolder(flags.out, name);
  const request = { scenario, flags, families, family: families[0], traffic, folder };
  await present(await runInLab(request, host, NAME, io), folder, command, io);
}

async function upgradeLocally(
  command: ScenarioCommand,
  flags: ScenarioFlags & TrafficFlags,
  io: Io,
): Promise<void> {
  const folder = outputFolder(flags.out, command.name);
  const { replicas, from: fromMs } = flags;
  const request = { replicas, fromMs, traffic: trafficFrom(flags), folder };
  await present(await runLocally(request, NAME, io), folder, command, io);
}

function execCommand(io: Io): Command {
  const command = subcommand('exec', 'runs a program on a machine of a lab that is up', io)
    .argument('<machine>', 'client, router, node1, node2, …')
    .argument('<command...>', 'after --; ctraffic is the program of this package')
    .addOption(idOption('which lab (default: the only one)'))
    .passThroughOptions();
  return command.action(async (machine: string, words: readonly string[]) => {
    await execIn(machine, words, command.opts<NamedLabFlags>());
  });
}

function statusCommand(io: Io): Command {
  return subcommand('status', 'lists the labs, and what runs in them', io).action(() => {
    showStatus(io);
  });
}

function stopCommand(io: Io): Command {
  const command = subcommand('stop', 'takes down labs that nobody uses', io).addOption(
    idOption('which lab (default: all that nobody uses)'),
  );
  return command.action(async () => {
    await stopLabs(command.opts<NamedLabFlags>(), io);
  });
}
