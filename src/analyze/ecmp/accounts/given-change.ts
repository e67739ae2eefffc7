import type { Nanoseconds } from '../../../stats/pure.ts';
import { OptionError } from '../../support/option-error.ts';

/** A target as it is given: a name, or `name*weight`. */
export interface GivenTarget {
  readonly name: string;
  /** A whole number from 1; undefined = it is not said. */
  readonly weight: number | undefined;
}

/** What was done to one target, or to all. */
export type Edit =
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'add' | 'weigh'; readonly target: GivenTarget }
  /** The whole set, in its order. */
  | { readonly kind: 'set'; readonly targets: readonly GivenTarget[] };

/** A change that somebody knows of. */
export interface GivenChange {
  /** Since the start of the run. */
  readonly timeNs: Nanoseconds;
  readonly edits: readonly Edit[];
}

const MOST_WEIGHT = 1000;
const CHANGE = '-a, +a, a*2 or =a,b,c';

/**
 * Reads a list of targets, `a,b*2,c`.
 *
 * @throws {OptionError} where it is none, or has a target twice
 */
export function parseTargets(text: string): GivenTarget[] {
  return targetsOf('targets', text);
}

function targetsOf(option: string, text: string): GivenTarget[] {
  const targets = words(text).map((word) => parseTarget(option, word));
  if (targets.length === 0) throw new OptionError(option, 'targets, as a,b,c', `'${text}'`);
  const names = new Set(targets.map(({ name }) => name));
  if (names.size < targets.length) {
    throw new OptionError(option, 'each target once', `'${text}'`);
  }
  return targets;
}

/**
 * Reads what was done at a change: `-a` removes, `+a` adds, `a*2` gives another weight, several
 * after one another, or `=a,b,c` sets all of them in their order.
 *
 * @throws {OptionError} where it is none of these
 */
export function parseEdits(text: string): Edit[] {
  const trimmed = text.trim();
  if (trimmed.startsWith('='))
    return [{ kind: 'set', targets: targetsOf('changes', trimmed.slice(1)) }];
  const edits = words(trimmed).map((word): Edit => {
    if (word.startsWith('-')) return { kind: 'remove', name: word.slice(1) };
    if (word.startsWith('+')) return { kind: 'add', target: parseTarget('changes', word.slice(1)) };
    const target = parseTarget('changes', word);
    if (target.weight === undefined) {
      throw new OptionError('changes', CHANGE, `'${word}'`);
    }
    return { kind: 'weigh', target };
  });
  if (edits.length === 0) throw new OptionError('changes', CHANGE, "''");
  return edits;
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

function parseTarget(option: string, word: string): GivenTarget {
  const [, name = '', digits] = /^(.*?)(?:\*(\d+))?$/.exec(word) ?? [];
  const weight = digits === undefined ? undefined : Number(digits);
  if (name === '' || (weight !== undefined && (weight < 1 || weight > MOST_WEIGHT))) {
    throw new OptionError(option, `a name, or name*weight from 1 to ${MOST_WEIGHT}`, `'${word}'`);
  }
  return { name, weight };
}
