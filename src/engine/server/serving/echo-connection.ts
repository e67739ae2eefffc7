import { Socket } from 'node:net';
import type { DirectSend } from '../../platform/direct-send.ts';
import type { Accepted } from '../../platform/tcp-handle.ts';
import { HOST_FIELD_BYTES } from '../../protocol/host-name.ts';

/** What all connections of a process share. */
export interface EchoContext {
  /** Host name as it stands in the first echo. */
  readonly field: Uint8Array;
  /** All connections read into it: what is there is sent, or copied, before the next one reads. */
  readonly readBuffer: Buffer;
  /** Absent where the system cannot be called directly. */
  readonly send: DirectSend | undefined;
}

/** One connection: what comes goes back, the host name in its first bytes. */
export class EchoConnection {
  readonly #context: EchoContext;
  readonly #socket: Socket;
  /** Below 0: nothing can be sent directly. */
  readonly #fd: number = -1;
  /** Bytes of the host name that were sent. */
  #named = 0;
  #ending = false;

  constructor(accepted: Accepted, context: EchoContext, onClose: () => void) {
    this.#context = context;
    if (accepted instanceof Socket) {
      this.#socket = accepted;
      accepted.on('data', (bytes) => {
        if (!this.#echo(bytes, bytes)) accepted.pause();
      });
    } else {
      const options = {
        handle: accepted,
        allowHalfOpen: true,
        // What could not be sent directly is to be gone before more is read.
        ...(context.send === undefined ? {} : { writableHighWaterMark: 1 }),
        onread: { buffer: context.readBuffer, callback: (length: number) => this.#onRead(length) },
      };
      this.#socket = new Socket(options);
      if (context.send !== undefined) this.#fd = accepted.fd;
    }
    const socket = this.#socket;
    // A connection that is lost is over: 'close' follows.
    socket.on('error', () => undefined);
    socket.on('close', onClose);
    socket.on('drain', () => socket.resume());
    socket.on('end', () => socket.end());
    if (accepted instanceof Socket) {
      if (socket.destroyed) queueMicrotask(onClose);
      else socket.resume();
    }
  }

  /** Sends what is under way and ends our side; what still comes is not echoed. */
  end(): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#socket.end();
    this.#socket.resume();
  }

  /** Closes it at once. */
  destroy(): void {
    this.#socket.destroy();
  }

  #onRead(length: number): boolean {
    const { readBuffer, send } = this.#context;
    if (send === undefined || this.#fd < 0 || this.#ending) {
      return this.#echo(readBuffer.subarray(0, length), undefined);
    }
    if (this.#named < HOST_FIELD_BYTES) this.#nameIn(readBuffer, length);
    // Only behind all that was written before; that is empty whenever the other end reads.
    const sent = this.#socket.writableLength === 0 ? send(this.#fd, readBuffer, length) : 0;
    if (sent === length) return true;
    // An error shows again in the write.
    return this.#socket.write(Buffer.from(readBuffer.subarray(Math.max(0, sent), length)));
  }

  /**
   * @param own the same bytes, where nobody else will use their memory
   * @returns whether more may be read
   */
  #echo(bytes: Buffer, own: Buffer | undefined): boolean {
    if (this.#ending) return true;
    if (this.#named < HOST_FIELD_BYTES) this.#nameIn(bytes, bytes.length);
    return this.#socket.write(own ?? Buffer.from(bytes));
  }

  #nameIn(bytes: Buffer, length: number): void {
    const end = Math.min(HOST_FIELD_BYTES, this.#named + length);
    bytes.set(this.#context.field.subarray(this.#named, end));
    this.#named = end;
  }
}
