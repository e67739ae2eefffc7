import { Option } from 'commander';
import { ecmpAnalysis, outagesAnalysis, upgradeAnalysis } from '../../../analyze/index.ts';
import {
  ecmp,
  failover,
  loss,
  MOST_NODES,
  upgrade,
  type FailureKind,
  type Scenario,
} from '../../../lab/index.ts';
import { UsageError } from '../../shared/errors.ts';
import { numberOption } from '../../shared/flags/number-option.ts';
import type { TrafficDefaults } from '../options/traffic-options.ts';
import {
  countOption,
  durationMsOption,
  podShareOption,
  secondsOption,
  shareOption,
  type PodShare,
} from '../options/value-options.ts';
import type { Presentation } from '../run/results.ts';

/** Flags of all scenarios; each has its own of them. */
export interface ScenarioFlags {
  readonly replicas: number;
  readonly nodes: number;
  readonly targets: number;
  readonly remove: number;
  readonly kind: 'legacy' | 'resilient';
  readonly idleTimer?: number;
  readonly client: 'router' | 'behind';
  readonly probability: number;
  readonly kill: FailureKind | true | undefined;
  readonly detect: number;
  readonly from: number;
  readonly for: number;
  readonly maxUnavailable: PodShare;
  readonly maxSurge: PodShare;
  readonly grace: number;
  readonly readyDelay: number;
  readonly minReady: number;
}

export interface ScenarioCommand {
  readonly name: string;
  readonly summary: string;
  readonly traffic: TrafficDefaults;
  readonly options: () => readonly Option[];
  readonly scenario: (flags: ScenarioFlags) => Scenario;
  /** Which chart the terminal shows. */
  readonly chart: Presentation['chart'];
  /** What explains such a run, after its tables. */
  readonly explanations: Presentation['explanations'];
}

/** Half of the nodes that can be: in an upgrade, old and new pods have a node each. */
const MOST_REPLICAS = MOST_NODES / 2;

const nodesOption = (flags: string, description: string): Option =>
  countOption(flags, description, MOST_NODES, 4);

/** One command each. */
export const SCENARIO_COMMANDS: readonly ScenarioCommand[] = [
  {
    name: 'upgrade',
    summary: 'a rolling upgrade behind a balancer: new pods replace old ones',
    traffic: { nconn: 120, rate: 500, timeoutMs: 15_000 },
    options: () => [
      countOption('--replicas <number>', 'pods that serve', MOST_REPLICAS, 4),
      podShareOption(
        '--max-unavailable <pods>',
        'pods that may be missing, such as 1 or 25%',
        1,
        'down',
      ),
      podShareOption('--max-surge <pods>', 'pods beyond --replicas, such as 1 or 25%', 0, 'up'),
      durationMsOption('--ready-delay <duration>', 'until the balancer learns of a new pod', 1000),
      durationMsOption(
        '--min-ready <duration>',
        'a new pod serves before the next old one goes',
        1000,
      ),
      durationMsOption('--grace <duration>', 'an old pod serves on before it ends', 0),
      new Option('--kill', 'old pods end by SIGKILL instead of SIGTERM'),
      durationMsOption('--from <duration>', 'when the upgrade begins', 3000),
    ],
    scenario: (flags) =>
      upgrade({
        replicas: flags.replicas,
        maxUnavailable: flags.maxUnavailable(flags.replicas),
        maxSurge: flags.maxSurge(flags.replicas),
        readyDelayMs: flags.readyDelay,
        minReadyMs: flags.minReady,
        graceMs: flags.grace,
        kill: flags.kill !== undefined,
        fromMs: flags.from,
      }),
    chart: 'connections',
    explanations: [upgradeAnalysis, outagesAnalysis],
  },
  {
    name: 'ecmp',
    summary: "a next hop leaves the router's multipath route, and comes back",
    traffic: { nconn: 400, rate: 400, timeoutMs: 20_000 },
    options: () => [
      nodesOption('--targets <number>', 'next hops'),
      new Option('--remove <number>', 'the next hop that goes, from 1')
        .argParser(numberOption('--remove', { least: 1, most: MOST_NODES, whole: true }))
        .default(1),
      new Option('--kind <kind>', 'an ordinary multipath route, or a resilient group')
        .choices(['legacy', 'resilient'])
        .default('legacy'),
      secondsOption(
        '--idle-timer <duration>',
        'resilient: a bucket without packets for so long may move (default: 2m)',
      ),
      new Option('--client <place>', 'on the router, or behind it')
        .choices(['router', 'behind'])
        .default('behind'),
      durationMsOption('--from <duration>', 'when the next hop goes', 5000),
      durationMsOption('--for <duration>', 'how long it is away', 7000),
    ],
    scenario: ({ targets, remove, kind, idleTimer, client, from, for: forMs }) => {
      if (remove > targets) {
        throw new UsageError(
          `--remove: expected one of the ${targets} next hops, found '${remove}'`,
        );
      }
      if (idleTimer !== undefined && kind !== 'resilient') {
        throw new UsageError(`--idle-timer: expected --kind resilient, found --kind ${kind}`);
      }
      return ecmp({
        targets,
        remove,
        kind,
        client,
        fromMs: from,
        forMs,
        ...(idleTimer !== undefined && { idleTimerSeconds: idleTimer }),
      });
    },
    chart: 'connections',
    explanations: [ecmpAnalysis, outagesAnalysis],
  },
  {
    name: 'loss',
    summary: 'packets to the client are dropped for a while',
    traffic: { nconn: 40, rate: 500, timeoutMs: 30_000 },
    options: () => [
      shareOption('--probability <share>', 'share of packets to drop, such as 5% or 0.05', 0.05),
      durationMsOption('--from <duration>', 'when the loss begins', 10_000),
      durationMsOption('--for <duration>', 'how long it lasts', 10_000),
      nodesOption('--nodes <number>', 'nodes that serve'),
    ],
    scenario: ({ probability, from, for: forMs, nodes }) =>
      loss({ nodes, probability, fromMs: from, forMs }),
    chart: 'throughput',
    explanations: [outagesAnalysis],
  },
  {
    name: 'failover',
    summary: 'a server, a link or a route dies, and the router notices after a while',
    traffic: { nconn: 200, rate: 1000, timeoutMs: 20_000 },
    options: () => [
      new Option('--kill <what>', "the server, the node's link, or its route to the service")
        .choices(['process', 'node', 'route'])
        .default('node'),
      durationMsOption('--detect <duration>', 'until the router notices', 3000),
      durationMsOption('--from <duration>', 'when it dies', 5000),
      durationMsOption('--for <duration>', 'until it is back', 9000),
      nodesOption('--nodes <number>', 'nodes that serve'),
    ],
    scenario: ({ kill, detect, from, for: forMs, nodes }) =>
      failover({
        nodes,
        kill: kill === true || kill === undefined ? 'node' : kill,
        detectMs: detect,
        fromMs: from,
        forMs,
      }),
    chart: 'connections',
    explanations: [outagesAnalysis],
  },
];
