import { CONNECTION_FIELDS } from '../fields/connection-fields.ts';
import { fieldIndex } from '../fields/field.ts';
import type { ConnectionColumn, ConnectionColumns, Connections } from '../run/connections.ts';
import { ConnectionTexts } from './connection-texts.ts';
import { NumberColumns } from './number-columns.ts';
import { resized } from './resized.ts';
import type { ScannedRow } from './scanned-row.ts';
import { SeenFields } from './seen-fields.ts';
import { speaksOfTimeout } from './speaks-of-timeout.ts';

const INITIAL_CAPACITY = 64;
const ERR = fieldIndex(CONNECTION_FIELDS, 'err');
const CAUSE = fieldIndex(CONNECTION_FIELDS, 'cause');
const ENDED = fieldIndex(CONNECTION_FIELDS, 'endedNs');

/** Turns scanned objects into the columns of connections, those that were asked for and no others. */
export class ConnectionsBuilder<K extends ConnectionColumn> {
  #length = 0;
  #capacity = INITIAL_CAPACITY;
  /** Rows of a snapshot, which reads them where they stand. */
  #shared = 0;
  readonly #seen = new SeenFields();
  readonly #numbers: NumberColumns<(typeof CONNECTION_FIELDS)[number]['name']>;
  readonly #texts: ConnectionTexts;
  /** Undefined where it was not asked for. */
  #lost: Uint8Array<ArrayBuffer> | undefined;
  #timedOut: Uint8Array<ArrayBuffer> | undefined;

  constructor(columns: readonly K[]) {
    const wanted = new Set<ConnectionColumn>(columns);
    this.#numbers = new NumberColumns(CONNECTION_FIELDS, wanted, this.#capacity);
    this.#texts = new ConnectionTexts(wanted, this.#capacity);
    if (wanted.has('lost')) this.#lost = new Uint8Array(this.#capacity);
    if (wanted.has('timedOut')) this.#timedOut = new Uint8Array(this.#capacity);
  }

  /** Number of rows. */
  get length(): number {
    return this.#length;
  }

  append(scanned: ScannedRow, bytes: Uint8Array): void {
    this.put(this.#length, scanned, bytes);
  }

  /** Writes a row anew, or the one behind the last. */
  put(row: number, scanned: ScannedRow, bytes: Uint8Array): void {
    const { numbers, from, to } = scanned;
    if (row === this.#capacity) this.#resize(this.#capacity * 2);
    else if (row < this.#shared) this.#resize(this.#capacity);
    if (this.#seen.take(scanned)) this.#numbers.makePresent(this.#seen);
    this.#numbers.put(row, numbers);
    if (this.#lost !== undefined) {
      const hasError = from[ERR] !== to[ERR];
      this.#lost[row] = hasError && numbers[ENDED] !== Infinity ? 1 : 0;
    }
    if (this.#timedOut !== undefined) {
      const field = from[CAUSE] === to[CAUSE] ? ERR : CAUSE;
      const isTimeout = speaksOfTimeout(bytes, from[field] as number, to[field] as number);
      this.#timedOut[row] = isTimeout ? 1 : 0;
    }
    this.#texts.put(row, scanned, bytes);
    if (row === this.#length) this.#length++;
  }

  /** The connections as they stand; no later row changes them. */
  snapshot(): Connections<K> {
    const length = this.#length;
    this.#shared = length;
    const columns: Partial<Record<ConnectionColumn, unknown>> = {};
    if (this.#lost !== undefined) columns.lost = this.#lost.subarray(0, length);
    if (this.#timedOut !== undefined) columns.timedOut = this.#timedOut.subarray(0, length);
    for (const { name, values } of this.#numbers.finished(length)) columns[name] = values;
    for (const { name, column } of this.#texts.finished(length)) columns[name] = column;
    const recorded = CONNECTION_FIELDS.filter((_, field) => this.#seen.has(field));
    return {
      ...(columns as Pick<ConnectionColumns, K>),
      length,
      recorded: new Set(recorded.map(({ name }) => name)),
    };
  }

  /** Goes on in a copy: a snapshot keeps what was there. */
  #resize(capacity: number): void {
    this.#capacity = capacity;
    this.#shared = 0;
    this.#numbers.resize(capacity);
    this.#texts.resize(capacity);
    if (this.#lost !== undefined) this.#lost = resized(this.#lost, Uint8Array, capacity);
    if (this.#timedOut !== undefined) {
      this.#timedOut = resized(this.#timedOut, Uint8Array, capacity);
    }
  }
}
