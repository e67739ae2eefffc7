import type { SAMPLE_TABLE } from '../fields/sample-fields.ts';
import type { ColumnsOf, OptionalFields, OriginalFields, RowOf } from './field-types.ts';

export type SampleColumn = keyof typeof SAMPLE_TABLE;

/** One value a sample, in file order; counters are cumulative since the start of the run. */
export type Samples = ColumnsOf<OriginalFields<typeof SAMPLE_TABLE>> & {
  readonly length: number;
  /** What the file has beyond the original's fields; columns of absent fields are missing. */
  readonly extra: SampleExtras;
};

export type SampleExtras = Partial<ColumnsOf<OptionalFields<typeof SAMPLE_TABLE>>>;

/** One sample as a plain object; counters are cumulative since the start of the run. */
export type SampleRow = RowOf<typeof SAMPLE_TABLE>;
