import { SAMPLE_FIELDS } from '../fields/sample-fields.ts';
import type { SampleColumn, SampleExtras, Samples } from '../run/samples.ts';
import { NumberColumns, type FinishedColumn } from './number-columns.ts';
import type { ScannedRow } from './scanned-row.ts';
import { SeenFields } from './seen-fields.ts';

const INITIAL_CAPACITY = 64;
const ALL = new Set(SAMPLE_FIELDS.map(({ name }) => name));

/** Turns scanned objects into the columns of samples. */
export class SamplesBuilder {
  #length = 0;
  #capacity = INITIAL_CAPACITY;
  readonly #seen = new SeenFields();
  readonly #numbers = new NumberColumns(SAMPLE_FIELDS, ALL, this.#capacity);

  /** Number of rows. */
  get length(): number {
    return this.#length;
  }

  append(scanned: ScannedRow): void {
    if (this.#length === this.#capacity) {
      this.#capacity *= 2;
      this.#numbers.resize(this.#capacity);
    }
    if (this.#seen.take(scanned)) this.#numbers.makePresent(this.#seen);
    this.#numbers.put(this.#length, scanned.numbers);
    this.#length++;
  }

  /** The samples as they stand; no later row changes them. */
  snapshot(): Samples {
    const columns: Partial<Record<SampleColumn, FinishedColumn<SampleColumn>['values']>> = {};
    const extra: typeof columns = {};
    for (const { name, field, values } of this.#numbers.finished(this.#length)) {
      if (SAMPLE_FIELDS[field]?.optional !== true) columns[name] = values;
      else if (this.#seen.has(field)) extra[name] = values;
    }
    return {
      ...(columns as Pick<Samples, 'timeNs' | 'sent' | 'received' | 'dropped'>),
      length: this.#length,
      extra: extra as SampleExtras,
    };
  }
}
