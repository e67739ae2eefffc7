import type { RunEvent } from '../events.ts';
import type { Edit, GivenChange } from './given-change.ts';

const REMOVES = new Set(['remove', 'removed', 'delete', 'deleted', 'del', 'withdraw', 'withdrawn']);
const ADDS = new Set(['add', 'added', 're-add', 're-added', 'readd', 'restore', 'restored']);

/**
 * The changes that events tell of: `remove node1`, `add node1, node2`. Events that name no target
 * of the run in this way tell of none.
 */
export function changesOfEvents(
  events: readonly RunEvent[],
  names: readonly string[],
): GivenChange[] {
  return events.flatMap(({ timeNs, event }) => {
    let verb: 'remove' | 'add' | undefined;
    const edits: Edit[] = [];
    for (const word of event.split(/[\s,;:()]+/)) {
      const lower = word.toLowerCase();
      if (REMOVES.has(lower)) verb = 'remove';
      else if (ADDS.has(lower)) verb = 'add';
      else if (verb !== undefined && names.includes(word)) {
        edits.push(
          verb === 'remove'
            ? { kind: 'remove', name: word }
            : { kind: 'add', target: { name: word, weight: undefined } },
        );
      }
    }
    return edits.length === 0 ? [] : [{ timeNs, edits }];
  });
}
