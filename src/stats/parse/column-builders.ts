import {
  CONNECTION_FIELDS,
  SAMPLE_FIELDS,
  type Field,
  type FieldKind,
  type SampleColumn,
} from '../fields.ts';
import type { ConnectionColumn, ConnectionColumns, Connections, Samples } from '../run.ts';
import { stringColumn } from '../string-column.ts';
import { ErrorTemplates } from './error-templates.ts';
import { InternedStrings } from './interned-strings.ts';
import type { ObjectScanner } from './object-scanner.ts';
import { TextReader } from './text-reader.ts';

const INITIAL_CAPACITY = 64;

type NumberArray = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

const ARRAY_OF: Readonly<Record<Exclude<FieldKind, 'rate' | 'json'>, (n: number) => NumberArray>> =
  {
    time: (n) => new Float64Array(n),
    end: (n) => new Float64Array(n),
    count: (n) => new Uint32Array(n),
    slot: (n) => new Int32Array(n),
    text: (n) => new Uint32Array(n),
  };

/** A growing column of one field: numbers, or the codes of texts. */
interface ColumnBuilder<Name extends string> {
  readonly name: Name;
  /** Index of the field in its scanner. */
  readonly field: number;
  readonly texts: InternedStrings | undefined;
  values: NumberArray;
}

/** Turns scanned objects into columns, those that were asked for and no others. */
class ColumnBuilders<Name extends string> {
  length = 0;
  protected readonly numeric: ColumnBuilder<Name>[] = [];
  protected readonly textual: (ColumnBuilder<Name> & { readonly texts: InternedStrings })[] = [];
  private capacity = INITIAL_CAPACITY;

  constructor(fields: readonly Field<Name>[], wanted: ReadonlySet<Name>) {
    for (const [field, { name, kind }] of fields.entries()) {
      if (!wanted.has(name) || kind === 'rate' || kind === 'json') continue;
      const builder = { name, field, values: ARRAY_OF[kind](this.capacity) };
      if (kind === 'text') this.textual.push({ ...builder, texts: new InternedStrings() });
      else this.numeric.push({ ...builder, texts: undefined });
    }
  }

  /** Makes room for one more row and appends the scanner's numbers to it. */
  protected appendNumbers(scanner: ObjectScanner): void {
    if (this.length === this.capacity) this.grow();
    for (const column of this.numeric) {
      column.values[this.length] = scanner.numbers[column.field] as number;
    }
  }

  private grow(): void {
    this.capacity *= 2;
    for (const column of [...this.numeric, ...this.textual]) {
      const Larger = column.values.constructor as new (n: number) => NumberArray;
      const values = new Larger(this.capacity);
      values.set(column.values);
      column.values = values;
    }
  }

  protected column(name: Name): NumberArray | undefined {
    return this.numeric.find((column) => column.name === name)?.values.subarray(0, this.length);
  }
}

export class ConnectionsBuilder<
  K extends ConnectionColumn,
> extends ColumnBuilders<ConnectionColumn> {
  private readonly reader = new TextReader();
  private readonly templates = new ErrorTemplates();
  private readonly localField = fieldIndex(CONNECTION_FIELDS, 'local');
  private readonly remoteField = fieldIndex(CONNECTION_FIELDS, 'remote');

  constructor(wanted: readonly K[]) {
    super(CONNECTION_FIELDS, new Set<ConnectionColumn>(wanted));
  }

  append(scanner: ObjectScanner, bytes: Uint8Array): void {
    this.appendNumbers(scanner);
    const { from, to } = scanner;
    for (const { name, field, texts, values } of this.textual) {
      scanner.found = field;
      const start = from[field] as number;
      const end = to[field] as number;
      if (start === end) {
        values[this.length] = 0;
        continue;
      }
      const text = this.reader.read(bytes, start, end);
      if (name === 'err') {
        const local = bytes.subarray(from[this.localField], to[this.localField]);
        const remote = bytes.subarray(from[this.remoteField], to[this.remoteField]);
        const template = this.templates.make(text, local, remote);
        values[this.length] = texts.intern(template.bytes, template.from, template.to, start);
      } else {
        values[this.length] = texts.intern(text.bytes, text.from, text.to, start);
      }
    }
    this.length++;
  }

  finish(seen: number): Connections<K> {
    const columns: Partial<Record<ConnectionColumn, unknown>> = {};
    for (const { name } of this.numeric) columns[name] = this.column(name);
    for (const { name, texts, values } of this.textual) {
      columns[name] = stringColumn(values.subarray(0, this.length) as Uint32Array, texts);
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

  append(scanner: ObjectScanner): void {
    this.appendNumbers(scanner);
    this.length++;
  }

  finish(seen: number): Samples {
    const columns: Partial<Record<SampleColumn, NumberArray>> = {};
    const extra: Partial<Record<SampleColumn, NumberArray>> = {};
    for (const { name, field } of this.numeric) {
      const values = this.column(name);
      if (values === undefined) continue;
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
