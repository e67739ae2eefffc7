import type { Truth } from './truth.ts';

export interface ExpectedTable {
  readonly hosts: readonly (readonly string[])[];
  readonly rows: readonly { readonly connections: readonly number[]; readonly lost: number }[];
}

/** The replica table that a run's truth makes. */
export function expectedTable(
  truth: Truth,
  columns: Truth['columns'] = truth.columns,
): ExpectedTable {
  const perColumn = (counts: ReadonlyMap<string, number>): number[] =>
    columns.map((hosts) => sum(hosts.map((host) => counts.get(host) ?? 0)));
  return {
    hosts: columns,
    rows: [
      { connections: perColumn(truth.before), lost: 0 },
      ...truth.steps.map(({ settled, lost }) => ({
        connections: perColumn(settled),
        lost: sum([...lost.values()]),
      })),
    ],
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
