import type { JsonValue } from '../../../stats/index.ts';
import { descriptorLimit, descriptorsInUse } from '../../platform/descriptors.ts';
import type { Transport } from '../../protocol/transport.ts';
import type { DurationHistogram } from '../measure/duration-histogram.ts';
import { LateIntervals } from './late-intervals.ts';
import { portRange, portsTaken } from './ports.ts';
import type { Punctuality } from './punctuality.ts';

const NS_PER_US = 1000;
/** Less than this share left is worth a word. */
const SCARCE = 0.05;

/** What bounds connections on this machine, and what was left of it at the worst moment. */
interface Supply {
  readonly limit: number;
  leastLeft: number;
}

/** How well the tester itself keeps up: what it did must not be blamed on the network. */
export class TesterHealth {
  readonly lateIntervals: LateIntervals = new LateIntervals();
  readonly #transport: Transport;
  readonly #cpu = process.cpuUsage();
  readonly #descriptors = supply(descriptorLimit());
  readonly #ports: Supply | undefined;
  #intervals = 0;
  #latePackets = 0;

  /** @param ownSources each source address has ports of its own: nobody knows how many are left */
  constructor(transport: Transport, ownSources: boolean) {
    this.#transport = transport;
    this.#ports = ownSources ? undefined : supply(portRange());
  }

  /** Looks at what is left, with so many connections made or being made. */
  look(connections: number): void {
    take(this.#descriptors, descriptorsInUse());
    if (this.#ports !== undefined) take(this.#ports, portsTaken(this.#transport, connections));
  }

  /** @param late packets that were sent more than 10 ms after their time */
  addInterval(interval: Punctuality, late: number): void {
    this.#intervals++;
    this.#latePackets += late;
    this.lateIntervals.add(interval);
  }

  /**
   * @param lateness of all sends of the run
   * @param loopDelays of the event loops of all threads
   */
  summary(lateness: DurationHistogram, loopDelays: DurationHistogram): JsonValue {
    const cpu = process.cpuUsage(this.#cpu);
    return {
      Unit: 'ns',
      LatenessP50: lateness.percentileNs(50),
      LatenessP99: lateness.percentileNs(99),
      LatenessMax: lateness.maxNs,
      Late: this.#latePackets,
      LateIntervalCount: this.lateIntervals.count,
      LateIntervals: this.lateIntervals.summary(),
      EventLoopDelayP50: loopDelays.percentileNs(50),
      EventLoopDelayP99: loopDelays.percentileNs(99),
      EventLoopDelayMax: loopDelays.maxNs,
      CpuUser: cpu.user * NS_PER_US,
      CpuSystem: cpu.system * NS_PER_US,
      ...(known(this.#descriptors) && { DescriptorsLeft: this.#descriptors.leastLeft }),
      ...(known(this.#ports) && { PortsLeft: this.#ports.leastLeft }),
    };
  }

  /** What the user should know before the network is blamed; a line each. */
  notices(): string[] {
    const { count } = this.lateIntervals;
    return [
      ...(count > 0
        ? [
            `the tester itself was late in ${count} of ${this.#intervals} intervals ` +
              '(over 10 ms for 1 % of the packets or of the time): losses in them may be its own',
          ]
        : []),
      ...scarcity('file descriptors', this.#descriptors),
      ...scarcity('local ports', this.#ports),
    ];
  }
}

function supply(limit: number | undefined): Supply | undefined {
  return limit === undefined ? undefined : { limit, leastLeft: Infinity };
}

function take(supply: Supply | undefined, used: number | undefined): void {
  if (supply === undefined || used === undefined) return;
  supply.leastLeft = Math.min(supply.leastLeft, Math.max(0, supply.limit - used));
}

function known(supply: Supply | undefined): supply is Supply {
  return supply !== undefined && supply.leastLeft < Infinity;
}

function scarcity(what: string, supply: Supply | undefined): string[] {
  if (!known(supply) || supply.leastLeft > supply.limit * SCARCE) return [];
  return [
    `${what} ran low: ${supply.leastLeft} of ${supply.limit} left at the worst moment; ` +
      'failed connects may be for want of them',
  ];
}
