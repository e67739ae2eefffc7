import { Option } from 'commander';
import { parseEdits, type GivenChange } from '../../../analyze/index.ts';
import { UsageError } from '../errors.ts';
import { parseDuration } from './duration.ts';

/** The flags that say what was done to the targets of a run, as commander hands them on. */
export interface EcmpAccountFlags {
  readonly targets?: string;
  readonly change?: readonly GivenChange[];
}

/** Said below the options. */
export const ECMP_ACCOUNT_HELP = `
What was done to the targets is what --change says; without it what --events say, where they
name targets ('remove a', 'add a'); else it is inferred from the losses.
`;

export function targetsOption(): Option {
  return new Option(
    '--targets <list>',
    'in their order, with weights: a,b*2,c (default: searched)',
  );
}

export function changeOption(): Option {
  return new Option(
    '--change <change>',
    "what was done when: '6s: -a', '14s: +a b*2', '20s: =a,b,c'; again for each",
  ).argParser<readonly GivenChange[] | undefined>((text, before) => [
    ...(before ?? []),
    parseChange(text),
  ]);
}

function parseChange(text: string): GivenChange {
  const colon = text.indexOf(':');
  const timeNs = colon < 0 ? undefined : parseDuration(text.slice(0, colon).trim());
  if (timeNs === undefined) {
    throw new UsageError(
      `--change: expected a time and what was done, as '6s: -a', found '${text}'`,
    );
  }
  return { timeNs, edits: parseEdits(text.slice(colon + 1)) };
}
