import {
  CONNECTION_FIELDS,
  SAMPLE_FIELDS,
  type Field,
  type SampleColumn,
} from '../fields/connection-fields.ts';
import type { ConnectionColumn, ConnectionColumns, Connections, Samples } from '../run/run.ts';
import { stringColumn } from '../run/string-column.ts';
import { ErrorTemplates } from './error-templates.ts';
import { InternedStrings } from './interned-strings.ts';
import { RecentTexts } from './recent-texts.ts';
import { NO_FIELD, type ScannedRow } from './scanned-row.ts';
import { speaksOfTimeout } from './speaks-of-timeout.ts';
import { TextReader, type TextSpan } from '../json/text-reader.ts';

const INITIAL_CAPACITY = 64;
/** What a slot is in a row that has none. */
const NO_SLOT = -1;

/** A growing column of one field. */
interface ColumnBuilder<Name extends string, Values> {
  readonly name: Name;
  /** Index of the field in its scanner. */
  readonly field: number;
  values: Values;
}

type Times = Float64Array<ArrayBuffer>;
type Counts = Uint32Array<ArrayBuffer>;
type Slots = Int32Array<ArrayBuffer>;

/**
 * Turns scanned objects into columns, those that were asked for and no others. Columns of one array
 * type stand together: a loop over mixed ones would be several times slower.
 */
class ColumnBuilders<Name extends string> {
  length = 0;
  protected readonly textual: (ColumnBuilder<Name, Counts> & {
    readonly texts: InternedStrings;
    readonly recent: RecentTexts;
  })[] = [];
  private readonly times: ColumnBuilder<Name, Times>[] = [];
  private readonly counts: ColumnBuilder<Name, Counts>[] = [];
  private readonly slots: ColumnBuilder<Name, Slots>[] = [];
  /** Optional columns of numbers that no row has had so far: many files never do. */
  private absent: (Field<Name> & { readonly field: number })[] = [];
  /** Bit i: field i is one of them. */
  private absentFields = 0;
  protected capacity: number = INITIAL_CAPACITY;

  constructor(fields: readonly Field<Name>[], wanted: ReadonlySet<Name>) {
    for (const [field, each] of fields.entries()) {
      if (!wanted.has(each.name)) continue;
      if (each.kind === 'text') {
        this.textual.push({
          name: each.name,
          field,
          values: new Uint32Array(this.capacity),
          texts: new InternedStrings(),
          recent: new RecentTexts(),
        });
      } else if (each.optional === true) {
        this.absent.push({ ...each, field });
        this.absentFields |= 1 << field;
      } else {
        this.addNumeric({ ...each, field });
      }
    }
  }

  private addNumeric({ name, kind, field }: Field<Name> & { readonly field: number }): void {
    switch (kind) {
      case 'time':
      case 'end':
        this.times.push({ name, field, values: new Float64Array(this.capacity) });
        break;
      case 'count':
        this.counts.push({ name, field, values: new Uint32Array(this.capacity) });
        break;
      case 'slot':
        this.slots.push({ name, field, values: new Int32Array(this.capacity).fill(NO_SLOT) });
        break;
      case 'text':
      case 'rate':
      case 'json':
        throw new TypeError(`no column of numbers can hold ${name}`);
    }
  }

  /** Makes those of the absent columns that are there from now on. */
  private makePresent(fields: number): void {
    for (const each of this.absent) if (((fields >> each.field) & 1) === 1) this.addNumeric(each);
    this.absent = this.absent.filter(({ field }) => ((fields >> field) & 1) === 0);
    this.absentFields &= ~fields;
  }

  /** Puts numbers into a row, which may be the one behind the last. */
  protected putNumbers(row: number, { numbers, seen }: ScannedRow): void {
    if (row === this.capacity) this.grow();
    if ((seen & this.absentFields) !== 0) this.makePresent(seen);
    for (const { values, field } of this.times) values[row] = numbers[field] as number;
    for (const { values, field } of this.counts) values[row] = numbers[field] as number;
    for (const { values, field } of this.slots) values[row] = numbers[field] as number;
  }

  protected grow(): void {
    this.capacity *= 2;
    for (const column of this.times)
      column.values = copied(column.values, Float64Array, this.capacity);
    for (const column of this.slots)
      column.values = copied(column.values, Int32Array, this.capacity);
    for (const column of [...this.counts, ...this.textual]) {
      column.values = copied(column.values, Uint32Array, this.capacity);
    }
  }

  /** The numeric columns, cut to their length. */
  protected *numeric(): Generator<{ name: Name; field: number; values: Times | Counts | Slots }> {
    // Those that no row had are as long as the others are, and no longer.
    this.capacity = this.length;
    this.makePresent(this.absentFields);
    for (const { name, field, values } of [...this.times, ...this.counts, ...this.slots]) {
      yield { name, field, values: values.subarray(0, this.length) };
    }
  }
}

function copied<A extends Times | Counts | Slots | Uint8Array<ArrayBuffer>>(
  values: A,
  Larger: new (length: number) => A,
  capacity: number,
): A {
  const larger = new Larger(capacity);
  larger.set(values);
  return larger;
}

export class ConnectionsBuilder<
  K extends ConnectionColumn,
> extends ColumnBuilders<ConnectionColumn> {
  private readonly reader = new TextReader();
  private readonly localReader = new TextReader();
  private readonly remoteReader = new TextReader();
  private readonly templates = new ErrorTemplates();
  private readonly localField = fieldIndex(CONNECTION_FIELDS, 'local');
  private readonly remoteField = fieldIndex(CONNECTION_FIELDS, 'remote');
  private readonly errField = fieldIndex(CONNECTION_FIELDS, 'err');
  private readonly causeField = fieldIndex(CONNECTION_FIELDS, 'cause');
  private readonly endedField = fieldIndex(CONNECTION_FIELDS, 'endedNs');
  private readonly wantsLost: boolean;
  private readonly wantsTimedOut: boolean;
  private lost: Uint8Array<ArrayBuffer>;
  private timedOut: Uint8Array<ArrayBuffer>;

  constructor(wanted: readonly K[]) {
    const names = new Set<ConnectionColumn>(wanted);
    super(CONNECTION_FIELDS, names);
    this.wantsLost = names.has('lost');
    this.lost = new Uint8Array(this.wantsLost ? this.capacity : 0);
    this.wantsTimedOut = names.has('timedOut');
    this.timedOut = new Uint8Array(this.wantsTimedOut ? this.capacity : 0);
  }

  append(scanned: ScannedRow, bytes: Uint8Array): void {
    this.put(this.length, scanned, bytes);
  }

  /** Writes a row anew, or the one behind the last. */
  put(row: number, scanned: ScannedRow, bytes: Uint8Array): void {
    const { numbers, from, to } = scanned;
    this.putNumbers(row, scanned);
    if (this.wantsLost) {
      const hasError = from[this.errField] !== to[this.errField];
      const hasEnded = numbers[this.endedField] !== Infinity;
      this.lost[row] = hasError && hasEnded ? 1 : 0;
    }
    if (this.wantsTimedOut) {
      const hasCause = from[this.causeField] !== to[this.causeField];
      const field = hasCause ? this.causeField : this.errField;
      const isTimeout = speaksOfTimeout(bytes, from[field] as number, to[field] as number);
      this.timedOut[row] = isTimeout ? 1 : 0;
    }
    for (const { name, field, texts, recent, values } of this.textual) {
      scanned.found = field;
      const start = from[field] as number;
      const end = to[field] as number;
      if (start === end) {
        values[row] = 0;
        continue;
      }
      const known = recent.find(bytes, start, end);
      if (known >= 0) {
        values[row] = known;
        continue;
      }
      let text = this.reader.read(bytes, start, end);
      if (name === 'err') {
        const local = this.address(this.localReader, scanned, bytes, this.localField);
        const remote = this.address(this.remoteReader, scanned, bytes, this.remoteField);
        const shortest = Math.min(local.to - local.from, remote.to - remote.from);
        // An error that may name the addresses is another one for each connection.
        if (text.to - text.from >= shortest) {
          text = this.templates.make(text, local, remote);
          values[row] = texts.intern(text.bytes, text.from, text.to, start);
          continue;
        }
      }
      const code = texts.intern(text.bytes, text.from, text.to, start);
      values[row] = code;
      recent.keep(bytes, start, end, code);
    }
    scanned.found = NO_FIELD;
    if (row === this.length) this.length++;
  }

  private address(
    reader: TextReader,
    { from, to }: ScannedRow,
    bytes: Uint8Array,
    field: number,
  ): TextSpan {
    return reader.read(bytes, from[field] as number, to[field] as number);
  }

  protected override grow(): void {
    super.grow();
    if (this.wantsLost) this.lost = copied(this.lost, Uint8Array, this.capacity);
    if (this.wantsTimedOut) this.timedOut = copied(this.timedOut, Uint8Array, this.capacity);
  }

  finish(seen: number): Connections<K> {
    const columns: Partial<Record<ConnectionColumn, unknown>> = {};
    if (this.wantsLost) columns.lost = this.lost.subarray(0, this.length);
    if (this.wantsTimedOut) columns.timedOut = this.timedOut.subarray(0, this.length);
    for (const { name, values } of this.numeric()) columns[name] = values;
    for (const { name, texts, values } of this.textual) {
      columns[name] = stringColumn(values.subarray(0, this.length), texts);
    }
    const recorded = new Set(
      CONNECTION_FIELDS.filter((_, field) => ((seen >> field) & 1) === 1).map(({ name }) => name),
    );
    return {
      ...(columns as Pick<ConnectionColumns, K>),
      length: this.length,
      recorded,
    };
  }
}

export class SamplesBuilder extends ColumnBuilders<SampleColumn> {
  constructor() {
    super(SAMPLE_FIELDS, new Set(SAMPLE_FIELDS.map(({ name }) => name)));
  }

  append(scanned: ScannedRow): void {
    this.putNumbers(this.length, scanned);
    this.length++;
  }

  finish(seen: number): Samples {
    const columns: Partial<Record<SampleColumn, Times | Counts | Slots>> = {};
    const extra: Partial<Record<SampleColumn, Times | Counts | Slots>> = {};
    for (const { name, field, values } of this.numeric()) {
      if (SAMPLE_FIELDS[field]?.optional !== true) columns[name] = values;
      else if (((seen >> field) & 1) === 1) extra[name] = values;
    }
    return {
      ...(columns as Pick<Samples, 'timeNs' | 'sent' | 'received' | 'dropped'>),
      length: this.length,
      extra: extra as Samples['extra'],
    };
  }
}

function fieldIndex<Name extends string>(fields: readonly Field<Name>[], name: Name): number {
  return fields.findIndex((field) => field.name === name);
}
