import { Option, type Command } from 'commander';
import { parseTargets } from '../../analyze/index.ts';
import type { AnyChart, OwnChartOptions } from '../../plot/index.ts';
import type { Nanoseconds } from '../../stats/index.ts';
import { durationOption } from '../shared/flags/duration.ts';
import {
  changeOption,
  ECMP_ACCOUNT_HELP,
  targetsOption,
  type EcmpAccountFlags,
} from '../shared/flags/ecmp-account.ts';

/** The flags of the charts' own options, as commander hands them on. */
export interface ChartFlags extends EcmpAccountFlags {
  readonly interval?: Nanoseconds;
}

/** How one option is given. */
interface OptionFlag<Name extends keyof OwnChartOptions> {
  readonly addTo: (parser: Command) => unknown;
  readonly valueOf: (flags: ChartFlags, words: readonly string[]) => OwnChartOptions[Name];
}

/** A word among the files, as plot.sh has it. */
const ACTIVE = 'Active';

/** One row for each option that a chart may take. */
const OPTION_FLAGS: { readonly [Name in keyof OwnChartOptions]-?: OptionFlag<Name> } = {
  active: {
    addTo: (parser) => parser.argument(`[${ACTIVE}]`, `the word ${ACTIVE} adds the active ones`),
    valueOf: (_, words) => words.includes(ACTIVE) || undefined,
  },
  intervalNs: {
    addTo: (parser) =>
      parser.addOption(
        new Option('--interval <duration>', 'width of an interval, as 250ms or 1m30s').argParser(
          durationOption('--interval'),
        ),
      ),
    valueOf: ({ interval }) => interval,
  },
  targets: {
    addTo: (parser) => parser.addOption(targetsOption()),
    valueOf: ({ targets }) => (targets === undefined ? undefined : parseTargets(targets)),
  },
  changes: {
    addTo: (parser) => parser.addOption(changeOption()).addHelpText('after', ECMP_ACCOUNT_HELP),
    valueOf: ({ change }) => change,
  },
};

/** Names of options of a chart. */
type Taken = AnyChart['takes'];

/** Lets a command take what its chart takes. */
export function addChartFlags(parser: Command, takes: Taken): void {
  for (const name of namesIn(takes)) OPTION_FLAGS[name].addTo(parser);
}

/**
 * What flags and words ask of a chart.
 *
 * @throws {OptionError}
 */
export function chartOptions(
  flags: ChartFlags,
  words: readonly string[],
  takes: Taken,
): OwnChartOptions {
  return Object.fromEntries(
    namesIn(takes)
      .map((name) => [name, OPTION_FLAGS[name].valueOf(flags, words)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

/** The words that name files. */
export function filesAmong(words: readonly string[], takes: Taken): string[] {
  return words.filter((word) => !(takes.active === true && word === ACTIVE));
}

function namesIn(takes: Taken): (keyof OwnChartOptions)[] {
  return Object.keys(takes) as (keyof OwnChartOptions)[];
}
