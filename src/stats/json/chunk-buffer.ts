import { SLACK_BYTES, type Window } from './bytes.ts';

const INITIAL_BYTES = 1 << 12;

/** The pieces of a file, one behind the other, as far as they are not read yet. */
export class ChunkBuffer {
  /** Where reading goes on. */
  position = 0;
  private bytes = new Uint8Array(INITIAL_BYTES);
  private view = new DataView(this.bytes.buffer);
  private end = 0;
  /** Offset in the file of the buffer's first byte. */
  private offset = 0;

  /** Bytes that wait to be read. */
  get waiting(): number {
    return this.end - this.position;
  }

  /** Bytes of the file so far. */
  get total(): number {
    return this.offset + this.end;
  }

  get window(): Window {
    return { bytes: this.bytes, view: this.view, end: this.end };
  }

  /** Offset in the file of a position in the window. */
  offsetOf(position: number): number {
    return this.offset + position;
  }

  /** Appends a piece; what was read before makes room for it. The piece is copied. */
  take(piece: Uint8Array): void {
    const left = this.waiting;
    const needed = left + piece.length + SLACK_BYTES;
    let target = this.bytes;
    if (needed > target.length) {
      target = new Uint8Array(Math.max(needed, target.length * 2));
      this.view = new DataView(target.buffer);
    }
    target.set(this.bytes.subarray(this.position, this.end));
    target.set(piece, left);
    target.fill(0, left + piece.length, needed);
    this.bytes = target;
    this.offset += this.position;
    this.position = 0;
    this.end = left + piece.length;
  }
}
