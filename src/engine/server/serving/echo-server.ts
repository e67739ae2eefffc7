import type { DirectSend } from '../../platform/direct-send.ts';
import { refuse, type Accepted } from '../../platform/tcp-handle.ts';
import { hostField } from '../../protocol/host-name.ts';
import { EchoConnection, type EchoContext } from './echo-connection.ts';

const READ_BUFFER_BYTES = 65_536;

/** Clients that read nothing, or do not end their side, are cut off so long after ours has ended. */
const LINGER_MS = 1000;

/** The connections of one process, under one host name. */
export class EchoServer {
  readonly #context: EchoContext;
  readonly #connections = new Set<EchoConnection>();
  #closed: (() => void) | undefined;
  #closing: Promise<void> | undefined;

  constructor(hostname: string, send: DirectSend | undefined) {
    const readBuffer = Buffer.alloc(READ_BUFFER_BYTES);
    this.#context = { field: hostField(hostname), readBuffer, send };
  }

  /** Serves a connection; when closing, it is refused. */
  serve(accepted: Accepted): void {
    if (this.#closing !== undefined) {
      refuse(accepted);
      return;
    }
    const connection = new EchoConnection(accepted, this.#context, () => {
      this.#connections.delete(connection);
      if (this.#connections.size === 0) this.#closed?.();
    });
    this.#connections.add(connection);
  }

  /** Ends all connections: what was read is echoed, then they are closed. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#connections.size === 0) return;
    const allClosed = new Promise<void>((resolve) => {
      this.#closed = resolve;
    });
    for (const connection of this.#connections) connection.end();
    const timer = setTimeout(() => {
      for (const connection of this.#connections) connection.destroy();
    }, LINGER_MS);
    await allClosed;
    clearTimeout(timer);
  }
}
