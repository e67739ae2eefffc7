import { defaultNumbers, NO_FIELD, ScannedRow } from '../columns/scanned-row.ts';
import type { Field } from '../fields/field.ts';

/**
 * The values of one object after another in the same few numbers and spans.
 *
 * Nearly all objects have the same fields, so nothing is done for each object and field but to note
 * in which object the field came last.
 */
export class FieldValues extends ScannedRow {
  readonly #defaults: Float64Array;
  /** The object at hand, from 1. */
  #object = 0;
  /** Which object each field came in last; 0 = its value is the default. */
  readonly #lastIn: Float64Array;
  /** Fields whose value is of some object. */
  #held = 0;
  /** Fields whose value is of the object at hand. */
  #had = 0;

  constructor(fields: readonly Field[]) {
    super(fields);
    this.#defaults = defaultNumbers(fields);
    this.#lastIn = new Float64Array(fields.length);
  }

  /** Begins a new object. Values of the one before stay until `settle`: mostly all are overwritten. */
  begin(): void {
    this.found = NO_FIELD;
    this.#object++;
    this.#had = 0;
  }

  /** Notes that the object has a field. */
  note(field: number): void {
    const lastIn = this.#lastIn;
    const object = this.#object;
    const last = lastIn[field];
    if (last === object) return;
    lastIn[field] = object;
    this.#had++;
    if (last === 0) this.#hold(field);
  }

  #hold(field: number): void {
    this.#held++;
    this.see(field);
  }

  /** Whether the object last scanned has a field. */
  has(field: number): boolean {
    return this.#lastIn[field] === this.#object;
  }

  /** The object is over: gives their defaults to the fields that it did not have, but one before it had. */
  settle(): void {
    if (this.#had === this.#held) return;
    for (let field = 0; field < this.#lastIn.length; field++) {
      const last = this.#lastIn[field];
      if (last === 0 || last === this.#object) continue;
      this.#lastIn[field] = 0;
      this.numbers[field] = this.#defaults[field] as number;
      this.from[field] = 0;
      this.to[field] = 0;
    }
    this.#held = this.#had;
  }
}
