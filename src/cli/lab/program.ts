import { Command, Option } from 'commander';
import type { Io } from '../shared/program/io.ts';
import { tame } from '../shared/program/run-program.ts';
import { VERSION } from '../shared/program/version.ts';
import { printCommands } from './commands/dry-run.ts';
import { outputFolder } from './run/folder.ts';
import { labHost } from './host/host.ts';
import { inCliTerms } from './in-cli-terms.ts';
import { drawId } from './options/lab-id.ts';
import { execIn, showStatus, stopLabs, type ExecFlags } from './commands/manage.ts';
import { familiesFrom, idOption, labOptions, trafficOptions } from './options/options.ts';
import type { LabFlags, TrafficFlags } from './options/options.ts';
import { runTests, type TestFlags } from './commands/run-tests.ts';
import { present, runInLab, runLocally } from './run/run.ts';
import {
  SCENARIO_COMMANDS,
  type ScenarioCommand,
  type ScenarioFlags,
} from './commands/scenario-commands.ts';
import { TEST_CASES } from './commands/test-cases.ts';
import { trafficFrom } from './options/traffic.ts';

const NAME = 'ctraffic-lab';

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

/** `ctraffic-lab`: one command a scenario, and those that look after labs. */
export function labProgram(io: Io): Command {
  const program = tame(new Command(NAME), io)
    .description(
      'Disturbs real traffic in a cluster of network namespaces, and keeps what came of it.',
    )
    .version(VERSION, '--version')
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
  return tame(new Command(name), io)
    .description(summary)
    .helpOption('-h, --help', 'say what there is to say');
}

function testCommand(io: Io): Command {
  const command = subcommand('test', 'short tests with a verdict: exit code 1 where one fails', io)
    .argument(
      '[cases...]',
      `of ${TEST_CASES.map(({ name }) => name).join(', ')} (default: basic lossy)`,
    )
    .option('--list', 'say which tests there are')
    .option('--udp', 'UDP instead of TCP')
    .option('--out <folder>', 'takes all files of the runs (default: a new folder)');
  for (const option of labOptions()) command.addOption(option);
  return command.action(async (names: readonly string[]) => {
    await inCliTerms(() => runTests(names, command.opts<TestFlags>(), NAME, io));
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
    await inCliTerms(() => run(description, flags, io));
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
    .argument('<command...>', 'behind --; ctraffic is the one of this package')
    .addOption(idOption('which lab (default: the only one)'))
    .passThroughOptions();
  return command.action(async (machine: string, words: readonly string[]) => {
    await inCliTerms(() => execIn(machine, words, command.opts<ExecFlags>()));
  });
}

function statusCommand(io: Io): Command {
  return subcommand('status', 'says which labs there are, and what runs in them', io).action(() => {
    showStatus(io);
  });
}

function stopCommand(io: Io): Command {
  const command = subcommand('stop', 'takes down labs that nobody is at work in', io).addOption(
    idOption('which lab (default: all of them)'),
  );
  return command.action(async () => {
    await inCliTerms(() => stopLabs(command.opts<ExecFlags>(), io));
  });
}
