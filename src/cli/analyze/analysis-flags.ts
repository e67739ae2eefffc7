import { Option } from 'commander';
import { parseTargets, type AnalysisOptions } from '../../analyze/index.ts';
import type { Nanoseconds } from '../../stats/index.ts';
import { durationOption } from '../shared/flags/duration.ts';
import {
  changeOption,
  targetsOption,
  type EcmpAccountFlags,
} from '../shared/flags/ecmp-account.ts';
import { numberOption } from '../shared/flags/number-option.ts';

/** The flags of the analyses' own options, as commander hands them on. */
export interface AnalysisFlags extends EcmpAccountFlags {
  readonly interval?: Nanoseconds;
  readonly client?: number;
  readonly disturbed?: true;
}

/** The flag of one option. */
interface OptionFlag<Name extends keyof AnalysisOptions> {
  readonly make: () => Option;
  readonly valueOf: (flags: AnalysisFlags) => AnalysisOptions[Name];
}

const MOST_CLIENTS = 999_999_999;

/** One row for each option that an analysis may take. */
const OPTION_FLAGS: { readonly [Name in keyof AnalysisOptions]-?: OptionFlag<Name> } = {
  intervalNs: {
    make: () =>
      new Option('--interval <duration>', 'width of a row, as 250ms or 1m30s').argParser(
        durationOption('--interval'),
      ),
    valueOf: ({ interval }) => interval,
  },
  client: {
    make: () =>
      new Option('--client <number>', 'only this client, from 0').argParser(
        numberOption('--client', { least: 0, most: MOST_CLIENTS, whole: true }),
      ),
    valueOf: ({ client }) => client,
  },
  disturbed: {
    make: () => new Option('--disturbed', 'only clients that lost a connection'),
    valueOf: ({ disturbed }) => disturbed,
  },
  targets: {
    make: targetsOption,
    valueOf: ({ targets }) => (targets === undefined ? undefined : parseTargets(targets)),
  },
  changes: {
    make: changeOption,
    valueOf: ({ change }) => change,
  },
};

/** Names of options of an analysis. */
type Taken = Readonly<Partial<Record<keyof AnalysisOptions, true>>>;

/** The flags of what an analysis takes. */
export function flagsOf(takes: Taken): Option[] {
  return namesIn(takes).map((name) => OPTION_FLAGS[name].make());
}

/**
 * What the flags ask of an analysis.
 *
 * @throws {OptionError}
 */
export function optionsFrom(flags: AnalysisFlags, takes: Taken): AnalysisOptions {
  return Object.fromEntries(
    namesIn(takes)
      .map((name) => [name, OPTION_FLAGS[name].valueOf(flags)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function namesIn(takes: Taken): (keyof AnalysisOptions)[] {
  return Object.keys(takes) as (keyof AnalysisOptions)[];
}
