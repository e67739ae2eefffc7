import type { Field } from './field.ts';

/** Whether a file leaves a field out that has this value. */
export function isLeftOut({ kind, omitEmpty }: Field, value: unknown): boolean {
  return value === undefined || (omitEmpty && isEmpty(kind, value));
}

function isEmpty(kind: Field['kind'], value: unknown): boolean {
  switch (kind) {
    case 'text':
      return value === '';
    case 'slot':
      return value === -1;
    case 'json':
      return value === null;
    case 'time':
    case 'end':
    case 'count':
    case 'rate':
      return false;
  }
}
