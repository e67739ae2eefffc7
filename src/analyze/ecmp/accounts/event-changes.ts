import type { RunEvent } from '../../../stats/pure.ts';
import type { Edit, GivenChange } from './given-change.ts';

const REMOVES = new Set(['remove', 'removed', 'delete', 'deleted', 'del', 'withdraw', 'withdrawn']);
const ADDS = new Set(['add', 'added', 're-add', 're-added', 'readd', 'restore', 'restored']);

/**
 * The changes that events tell of: `remove node1`, `add node1, node2`. Of events that have their
 * verb and subject these decide, else the words of the text. Those that name no target of the run
 * in this way tell of no change.
 */
export function changesOfEvents(
  events: readonly RunEvent[],
  names: readonly string[],
): GivenChange[] {
  return events.flatMap((event) => {
    let kind: 'remove' | 'add' | undefined;
    const edits: Edit[] = [];
    for (const word of wordsOf(event)) {
      const lower = word.toLowerCase();
      if (REMOVES.has(lower)) kind = 'remove';
      else if (ADDS.has(lower)) kind = 'add';
      else if (kind !== undefined && names.includes(word)) {
        edits.push(
          kind === 'remove'
            ? { kind, name: word }
            : { kind, target: { name: word, weight: undefined } },
        );
      }
    }
    return edits.length === 0 ? [] : [{ timeNs: event.timeNs, edits }];
  });
}

function wordsOf({ verb, subject, text }: RunEvent): string[] {
  return verb === undefined || subject === undefined
    ? text.split(/[\s,;:()]+/)
    : [verb, ...subject.split(/[\s,]+/)];
}
