import { isJournal } from '../journal/is-journal.ts';
import { JournalParser } from '../journal/journal-parser.ts';
import { StatsParser, type FinishOptions, type ParserOptions } from './stats-parser.ts';
import type { ConnectionColumn, Run } from '../run/run.ts';

/** Parses a run that arrives in pieces: a statistics file, or a journal where it begins as one. */
export class RunParser<K extends ConnectionColumn> {
  private readonly options: ParserOptions<K>;
  private parser: StatsParser<K> | JournalParser<K> | undefined;
  /** What has come as long as it does not say which of the two it is. */
  private head = new Uint8Array(0);

  constructor(options: ParserOptions<K>) {
    this.options = options;
  }

  /** Takes the next piece of the file; the piece may be reused by the caller afterwards. */
  push(chunk: Uint8Array): void {
    if (this.parser !== undefined) {
      this.parser.push(chunk);
      return;
    }
    const head = this.head.length === 0 ? chunk : concat(this.head, chunk);
    const journal = isJournal(head);
    if (journal === undefined) this.head = head.slice();
    else
      this.begin(journal ? new JournalParser(this.options) : new StatsParser(this.options), head);
  }

  /**
   * The run, when the last piece has been taken.
   *
   * @throws {StatsError} where the file was cut short, unless it is a journal or `partial` is set
   */
  finish(options: FinishOptions = {}): Run<K> {
    const parser = this.parser ?? this.begin(new StatsParser(this.options), this.head);
    return parser.finish(options);
  }

  private begin<P extends StatsParser<K> | JournalParser<K>>(parser: P, head: Uint8Array): P {
    this.parser = parser;
    this.head = new Uint8Array(0);
    parser.push(head);
    return parser;
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
