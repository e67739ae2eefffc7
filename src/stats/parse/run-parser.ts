import { concatBytes } from '../input/concat-bytes.ts';
import { isJournal } from '../journal/is-journal.ts';
import { JournalParser } from '../journal/journal-parser.ts';
import type { ConnectionColumn } from '../run/connections.ts';
import type { Run } from '../run/run.ts';
import { StatsParser, type FinishOptions, type ParserOptions } from './stats-parser.ts';

/** Parses a run that arrives in pieces: a statistics file, or a journal where it begins as one. */
export class RunParser<K extends ConnectionColumn> {
  readonly #options: ParserOptions<K>;
  #parser: StatsParser<K> | JournalParser<K> | undefined;
  /** What has come as long as it does not say which of the two it is. */
  #head = new Uint8Array(0);

  constructor(options: ParserOptions<K>) {
    this.#options = options;
  }

  /** Takes the next piece of the file; the piece may be reused by the caller afterwards. */
  push(chunk: Uint8Array): void {
    if (this.#parser !== undefined) {
      this.#parser.push(chunk);
      return;
    }
    const head = this.#head.length === 0 ? chunk : concatBytes(this.#head, chunk);
    const journal = isJournal(head);
    if (journal === undefined) this.#head = head.slice();
    else
      this.#begin(
        journal ? new JournalParser(this.#options) : new StatsParser(this.#options),
        head,
      );
  }

  /**
   * The run, when the last piece has been taken.
   *
   * @throws {StatsError} where the file was cut short, unless it is a journal or `partial` is set
   */
  finish(options: FinishOptions = {}): Run<K> {
    const parser = this.#parser ?? this.#begin(new StatsParser(this.#options), this.#head);
    return parser.finish(options);
  }

  #begin<P extends StatsParser<K> | JournalParser<K>>(parser: P, head: Uint8Array): P {
    this.#parser = parser;
    this.#head = new Uint8Array(0);
    parser.push(head);
    return parser;
  }
}
