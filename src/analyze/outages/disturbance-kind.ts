import type { FoundDisturbances } from '../disturbances/find-disturbances.ts';

/**
 * What a disturbance was: something was done to the service, or that was undone. RFC 6413 (7) asks
 * for both apart, since they cost differently.
 */
export type DisturbanceKind = 'initial' | 'reversion';

/** As events say it: "add node1", "link up", "R2 ready". */
const UNDONE_FIRST =
  /^\W*(re-?)?(add(s|ed|ing)?|ready|restor\w+|revert\w*|return\w*|recover\w*|undo\w*|undid|heal\w*|uncordon\w*|up|back)\b/i;
const UNDONE_LAST =
  /\b(added|ready|restored|reverted|returned|recovered|healed|up|back|again)\W*$/i;

/**
 * Which disturbances undo an earlier one: their event begins or ends with a word that says so; or a host
 * that had lost all of its connections has some again (or another in its place), while no other
 * loses all.
 */
export function disturbanceKinds({
  initial,
  disturbances,
}: Pick<FoundDisturbances, 'initial' | 'disturbances'>): DisturbanceKind[] {
  const away = new Set<number>();
  let before = initial;
  return disturbances.map(({ event, lost, survivors, settled }) => {
    const gone = [...lost.keys()].filter(
      (code) => (before.get(code) ?? 0) > 0 && !survivors.has(code),
    );
    const come = [...settled.keys()].filter((code) => !before.has(code));
    const isReturn = gone.length === 0 && come.length > 0 && away.size > 0;
    for (const code of come) {
      // A new name takes the place of one that went.
      if (away.delete(code)) continue;
      const [oldest] = away;
      if (oldest !== undefined) away.delete(oldest);
    }
    for (const code of gone) if (!settled.has(code)) away.add(code);
    before = settled;
    return isReturn || saysUndone(event) ? 'reversion' : 'initial';
  });
}

function saysUndone(event = ''): boolean {
  return UNDONE_FIRST.test(event) || UNDONE_LAST.test(event);
}
