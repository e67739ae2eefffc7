import { open, stat, type FileHandle } from 'node:fs/promises';
import { messageOf } from '../../../stats/index.ts';
import { EngineError } from '../../errors.ts';

const FLUSH_INTERVAL_MS = 500;
/** So much is written at once without waiting for the interval. */
const CHUNK_CHARS = 1 << 16;
/** So much may wait for a slow disk; it would be memory without end. */
const MOST_WAITING_CHARS = 1 << 26;

/**
 * A file that grows by lines, written at least once a second without holding up the traffic. What goes
 * wrong with it is told once; then it takes no more, and the run goes on.
 */
export class JournalFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #onFailure: (words: string) => void;
  readonly #timer: NodeJS.Timeout;
  #waiting: string[] = [];
  #waitingChars = 0;
  #writing: Promise<void> | undefined;
  #failed = false;
  #closed: Promise<void> | undefined;

  /**
   * Makes the file.
   *
   * @param onFailure is told once, in a line, that it cannot be written
   * @throws {EngineError} `option` where the file holds something already, `environment` where it cannot be made
   */
  static async open(path: string, onFailure: (words: string) => void): Promise<JournalFile> {
    try {
      const there = await stat(path).catch(() => undefined);
      if (there?.isFile() === true && there.size > 0) {
        throw new EngineError({
          code: 'option',
          option: 'journal',
          expected: 'a new or empty file',
          found: `${path} with ${there.size} bytes`,
        });
      }
      return new JournalFile(path, await open(path, 'a'), onFailure);
    } catch (error) {
      if (error instanceof EngineError) throw error;
      const { code = messageOf(error) } = error as NodeJS.ErrnoException;
      throw new EngineError({
        code: 'environment',
        option: 'journal',
        expected: 'a file that can be made',
        found: `${path} (${code})`,
        cause: error,
      });
    }
  }

  private constructor(path: string, handle: FileHandle, onFailure: (words: string) => void) {
    this.#path = path;
    this.#handle = handle;
    this.#onFailure = onFailure;
    this.#timer = setInterval(() => {
      this.flush();
    }, FLUSH_INTERVAL_MS).unref();
  }

  write(line: string): void {
    if (this.#failed) return;
    this.#waiting.push(line);
    this.#waitingChars += line.length;
    if (this.#waitingChars > MOST_WAITING_CHARS) {
      this.#fail(`the disk is too slow for it`);
    } else if (this.#waitingChars >= CHUNK_CHARS) {
      this.flush();
    }
  }

  /** Begins to write what there is; what comes meanwhile is written after it. */
  flush(): void {
    if (this.#writing !== undefined || this.#waiting.length === 0) return;
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#waitingChars = 0;
    this.#writing = this.#handle
      .appendFile(text)
      .catch((error: unknown) => {
        this.#fail(messageOf(error));
      })
      .finally(() => {
        this.#writing = undefined;
        if (this.#waitingChars >= CHUNK_CHARS) this.flush();
      });
  }

  /** Settles when all is written; may be called again. */
  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    clearInterval(this.#timer);
    while (this.#writing !== undefined || this.#waiting.length > 0) {
      this.flush();
      await this.#writing;
    }
    await this.#handle.close().catch((error: unknown) => {
      this.#fail(messageOf(error));
    });
  }

  #fail(why: string): void {
    this.#waiting = [];
    this.#waitingChars = 0;
    if (this.#failed) return;
    this.#failed = true;
    this.#onFailure(`the journal ${this.#path} ends here, it cannot be written: ${why}`);
  }
}
