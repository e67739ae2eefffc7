import { CONNECTION_FIELDS } from '../fields/connection-fields.ts';
import { fieldIndex } from '../fields/field.ts';
import { TextReader, type TextSpan } from '../json/text-reader.ts';
import { stringColumn, type StringColumn } from '../run/string-column.ts';
import { ErrorTemplates } from './error-templates.ts';
import { InternedStrings } from './interned-strings.ts';
import { RecentTexts } from './recent-texts.ts';
import { resized } from './resized.ts';
import { NO_FIELD, type ScannedRow } from './scanned-row.ts';

type TextName = (typeof CONNECTION_FIELDS)[number]['name'];

interface TextColumn {
  readonly name: TextName;
  /** Index of the field in its rows. */
  readonly field: number;
  readonly texts: InternedStrings;
  readonly recent: RecentTexts;
  /** Row -> code of its text. */
  codes: Uint32Array<ArrayBuffer>;
}

const ERR = fieldIndex(CONNECTION_FIELDS, 'err');
const LOCAL = fieldIndex(CONNECTION_FIELDS, 'local');
const REMOTE = fieldIndex(CONNECTION_FIELDS, 'remote');

/** The columns of text of the connections. */
export class ConnectionTexts {
  readonly #columns: readonly TextColumn[];
  readonly #reader = new TextReader();
  readonly #localReader = new TextReader();
  readonly #remoteReader = new TextReader();
  readonly #templates = new ErrorTemplates();

  constructor(wanted: ReadonlySet<string>, capacity: number) {
    this.#columns = CONNECTION_FIELDS.flatMap(({ name, kind }, field) =>
      kind !== 'text' || !wanted.has(name)
        ? []
        : {
            name,
            field,
            texts: new InternedStrings(),
            recent: new RecentTexts(),
            codes: new Uint32Array(capacity),
          },
    );
  }

  /** Puts a row's texts into their columns. */
  put(row: number, scanned: ScannedRow, bytes: Uint8Array): void {
    const { from, to } = scanned;
    for (const column of this.#columns) {
      const { field, recent, codes } = column;
      scanned.found = field;
      const start = from[field] as number;
      const end = to[field] as number;
      if (start === end) {
        codes[row] = 0;
        continue;
      }
      const known = recent.find(bytes, start, end);
      codes[row] = known >= 0 ? known : this.#intern(column, scanned, bytes);
    }
    scanned.found = NO_FIELD;
  }

  /** Copies every column, with room for so many rows. */
  resize(capacity: number): void {
    for (const each of this.#columns) each.codes = resized(each.codes, Uint32Array, capacity);
  }

  /** All columns as views, cut to their length. */
  *finished(length: number): Generator<{ name: TextName; column: StringColumn }> {
    for (const { name, texts, codes } of this.#columns) {
      yield { name, column: stringColumn(codes.subarray(0, length), texts) };
    }
  }

  /** The code of a text that did not come lately. */
  #intern({ field, texts, recent }: TextColumn, scanned: ScannedRow, bytes: Uint8Array): number {
    const start = scanned.from[field] as number;
    const end = scanned.to[field] as number;
    const text = this.#reader.read(bytes, start, end);
    if (field === ERR) {
      const local = address(this.#localReader, scanned, bytes, LOCAL);
      const remote = address(this.#remoteReader, scanned, bytes, REMOTE);
      const shortest = Math.min(local.to - local.from, remote.to - remote.from);
      // An error that may name the addresses is another one for each connection.
      if (text.to - text.from >= shortest) {
        const template = this.#templates.make(text, local, remote);
        return texts.intern(template.bytes, template.from, template.to, start);
      }
    }
    const code = texts.intern(text.bytes, text.from, text.to, start);
    recent.keep(bytes, start, end, code);
    return code;
  }
}

function address(
  reader: TextReader,
  { from, to }: ScannedRow,
  bytes: Uint8Array,
  field: number,
): TextSpan {
  return reader.read(bytes, from[field] as number, to[field] as number);
}
