import { ConnectionsBuilder } from '../columns/connections-builder.ts';
import { SamplesBuilder } from '../columns/samples-builder.ts';
import type { ScannedRow } from '../columns/scanned-row.ts';
import { CONNECTION_FIELDS } from '../fields/connection-fields.ts';
import { fieldIndex } from '../fields/field.ts';
import { SAMPLE_FIELDS } from '../fields/sample-fields.ts';
import type { ConnectionColumn, ConnectionColumns, Connections } from '../run/connections.ts';
import type { Run, RunHeader, Truncation } from '../run/run.ts';
import type { Nanoseconds } from '../units.ts';
import {
  DERIVED_HEADER_COLUMNS,
  derivedHeader,
  type DerivedHeaderColumn,
} from './derived-header.ts';
import { RowIndex } from './row-index.ts';

const CLIENT = fieldIndex(CONNECTION_FIELDS, 'client');
const ERR = fieldIndex(CONNECTION_FIELDS, 'err');
const ENDED = fieldIndex(CONNECTION_FIELDS, 'endedNs');
const STARTED = fieldIndex(CONNECTION_FIELDS, 'startedNs');
const CONNECTION_TIMES = CONNECTION_FIELDS.flatMap(({ kind }, index) =>
  kind === 'time' || kind === 'end' ? [index] : [],
);
const SAMPLE_TIME = fieldIndex(SAMPLE_FIELDS, 'timeNs');

/** The run that the lines of a journal have told of so far. */
export class JournalRun<K extends ConnectionColumn> {
  readonly #columns: readonly K[];
  #planned: RunHeader | undefined;
  #final: RunHeader | undefined;
  readonly #connections: ConnectionsBuilder<K | DerivedHeaderColumn>;
  readonly #rows = new RowIndex();
  readonly #samples = new SamplesBuilder();
  #lastSeenNs: Nanoseconds = 0;

  /** @param columns of the connections to keep */
  constructor(columns: readonly K[]) {
    this.#columns = columns;
    this.#connections = new ConnectionsBuilder<K | DerivedHeaderColumn>([
      ...columns,
      ...DERIVED_HEADER_COLUMNS,
    ]);
  }

  /** Whether the first line was there. */
  get begun(): boolean {
    return this.#planned !== undefined;
  }

  /** Takes the run's own fields, which the first line has as planned and the last as they came out. */
  takeHeader(header: RunHeader): void {
    if (this.#planned === undefined) this.#planned = header;
    else this.#final = header;
  }

  /** Takes a connection as it stands, in place of what was said of it before. */
  takeConnection(row: ScannedRow, bytes: Uint8Array): void {
    const { numbers, from, to } = row;
    const index = this.#rows.rowOf(numbers[CLIENT] as number, numbers[STARTED] as number);
    this.#connections.put(index, row, bytes);
    // One that lasted ends when the run should have ended, which may never have come.
    const hasLasted = from[ERR] === to[ERR];
    for (const field of CONNECTION_TIMES) {
      if (field === ENDED && hasLasted) continue;
      const timeNs = numbers[field] as number;
      if (timeNs > this.#lastSeenNs && timeNs !== Infinity) this.#lastSeenNs = timeNs;
    }
    this.#final = undefined;
  }

  takeSample(row: ScannedRow): void {
    this.#samples.append(row);
    this.#lastSeenNs = Math.max(this.#lastSeenNs, row.numbers[SAMPLE_TIME] as number);
    this.#final = undefined;
  }

  /** The run, if the last line says what came of it; later lines do not change it. */
  whole(): Run<K> | undefined {
    if (this.#final === undefined) return undefined;
    return {
      header: this.#final,
      connections: pick(this.#connections.snapshot(), this.#columns),
      samples: this.#samples.snapshot(),
    };
  }

  /**
   * The run as far as it is known, if the first line was there; later lines do not change it.
   *
   * @param cut how much of the journal that is, and why
   */
  soFar({ bytes, reason, damaged = false }: JournalCut): Run<K> | undefined {
    if (this.#planned === undefined) return undefined;
    const connections = this.#connections.snapshot();
    const samples = this.#samples.snapshot();
    const lastSeenNs = this.#lastSeenNs;
    const truncated: Truncation = damaged
      ? { bytes, reason }
      : { bytes, reason, wholeUntilNs: lastSeenNs };
    return {
      header: derivedHeader({ planned: this.#planned, connections, samples, lastSeenNs }),
      connections: pick(connections, this.#columns),
      samples,
      truncated,
    };
  }
}

/** Where a journal ends before its run. */
export interface JournalCut extends Pick<Truncation, 'bytes' | 'reason'> {
  /** Lines are missing that were written: it is not whole up to the last time that it knows. */
  readonly damaged?: boolean;
}

/** Of the columns that were built, those that were asked for. */
function pick<K extends ConnectionColumn>(
  connections: Connections<K>,
  columns: readonly K[],
): Connections<K> {
  const { length, recorded } = connections;
  const picked = Object.fromEntries(columns.map((name) => [name, connections[name]]));
  return { ...(picked as unknown as Pick<ConnectionColumns, K>), length, recorded };
}
