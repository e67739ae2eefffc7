import type { Connections } from '../../stats/pure.ts';

/** Why a connection was lost; '' = it lasted. */
export type Cause = string;

const CAUSES: readonly (readonly [RegExp, Cause])[] = [
  [/^EOF$|unexpected EOF/, 'eof'],
  [/connection reset|broken pipe/, 'reset'],
  [/timeout|deadline exceeded|timed out/, 'timeout'],
  [/connection refused/, 'refused'],
  [/unreachable|no route to host/, 'unreachable'],
];

/** The cause that an error's text speaks of, for files that do not have it apart. */
export function causeOfError(err: string): Cause {
  if (err === '') return '';
  return CAUSES.find(([pattern]) => pattern.test(err))?.[1] ?? 'other';
}

/** Looks up the cause of a connection, each different error once. */
export function causeLookup(connections: Connections<'err' | 'cause'>): (row: number) => Cause {
  const { err, cause } = connections;
  const byError = new Map<number, Cause>();
  return (row) => {
    const recorded = cause.at(row);
    if (recorded !== '') return recorded;
    const code = err.codes[row] as number;
    let known = byError.get(code);
    if (known === undefined) {
      known = causeOfError(err.value(code));
      byError.set(code, known);
    }
    return known;
  };
}
