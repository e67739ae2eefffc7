import { SLACK_BYTES, type Window } from './bytes.ts';

const INITIAL_BYTES = 1 << 12;
/** Below this, what is not whole is read again with every piece; reading so little twice costs nothing. */
const SMALL_BYTES = 1 << 16;

/** The pieces of a file, one behind the other, as far as they are not read yet. */
export class ChunkBuffer {
  /** Where reading goes on. */
  position = 0;
  #bytes = new Uint8Array(INITIAL_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #end = 0;
  /** Offset in the file of the buffer's first byte. */
  #offset = 0;
  /** So many bytes must wait for another attempt to read. */
  #enough = 1;

  /** Bytes that wait to be read. */
  get waiting(): number {
    return this.#end - this.position;
  }

  /** Whether there may be enough of them to read on. */
  get ready(): boolean {
    return this.waiting >= this.#enough;
  }

  /** Bytes of the file so far. */
  get total(): number {
    return this.#offset + this.#end;
  }

  get window(): Window {
    return { bytes: this.#bytes, view: this.#view, end: this.#end };
  }

  /** Offset in the file of a position in the window. */
  offsetOf(position: number): number {
    return this.#offset + position;
  }

  /**
   * All that is whole was read: what is left over is read again, from its start, when twice as much
   * is there, so that nothing costs more than linear time.
   */
  waitForMore(): void {
    this.#enough = this.waiting < SMALL_BYTES ? 1 : this.waiting * 2;
  }

  /** Appends a piece; what was read before makes room for it. The piece is copied. */
  take(piece: Uint8Array): void {
    const left = this.waiting;
    const needed = left + piece.length + SLACK_BYTES;
    let target = this.#bytes;
    if (needed > target.length) {
      target = new Uint8Array(Math.max(needed, target.length * 2));
      this.#view = new DataView(target.buffer);
    }
    target.set(this.#bytes.subarray(this.position, this.#end));
    target.set(piece, left);
    target.fill(0, left + piece.length, needed);
    this.#bytes = target;
    this.#offset += this.position;
    this.position = 0;
    this.#end = left + piece.length;
  }
}
