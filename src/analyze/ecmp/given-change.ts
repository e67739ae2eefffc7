import type { Nanoseconds } from '../../stats/pure.ts';
import { OptionError } from '../option-error.ts';

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

/**
 * Reads a list of targets, `a,b*2,c`.
 *
 * @throws {OptionError} where it is none, or has a target twice
 */
export function parseTargets(text: string): GivenTarget[] {
  const targets = words(text).map(parseTarget);
  if (targets.length === 0) throw new OptionError(`invalid targets; not a,b,c: '${text}'`);
  const names = new Set(targets.map(({ name }) => name));
  if (names.size < targets.length) {
    throw new OptionError(`invalid targets; one is there twice: '${text}'`);
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
  if (trimmed.startsWith('=')) return [{ kind: 'set', targets: parseTargets(trimmed.slice(1)) }];
  const edits = words(trimmed).map((word): Edit => {
    if (word.startsWith('-')) return { kind: 'remove', name: word.slice(1) };
    if (word.startsWith('+')) return { kind: 'add', target: parseTarget(word.slice(1)) };
    const target = parseTarget(word);
    if (target.weight === undefined) {
      throw new OptionError(`invalid change; not -a, +a, a*2 or =a,b,c: '${word}'`);
    }
    return { kind: 'weigh', target };
  });
  if (edits.length === 0) throw new OptionError(`invalid change; not -a, +a, a*2 or =a,b,c: ''`);
  return edits;
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

function parseTarget(word: string): GivenTarget {
  const [, name = '', digits] = /^(.*?)(?:\*(\d+))?$/.exec(word) ?? [];
  const weight = digits === undefined ? undefined : Number(digits);
  if (name === '' || (weight !== undefined && (weight < 1 || weight > MOST_WEIGHT))) {
    throw new OptionError(
      `invalid target; not a name, or name*weight from 1 to ${MOST_WEIGHT}: '${word}'`,
    );
  }
  return { name, weight };
}
