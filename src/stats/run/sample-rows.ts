import { SAMPLE_FIELDS } from '../fields/sample-fields.ts';
import type { SampleColumn, SampleRow, Samples } from './samples.ts';

/** The samples of a run as plain objects, in file order. */
export function* sampleRows(samples: Samples): Generator<SampleRow, void, void> {
  const all: Partial<Record<SampleColumn, ArrayLike<number>>> = { ...samples, ...samples.extra };
  const columns = SAMPLE_FIELDS.flatMap(({ name }) => {
    const values = all[name];
    return values === undefined ? [] : [{ name, values }];
  });
  for (let i = 0; i < samples.length; i++) {
    const row: Partial<SampleRow> = {};
    for (const { name, values } of columns) row[name] = values[i] as number;
    yield row as SampleRow;
  }
}
