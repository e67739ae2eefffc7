import type { DirectSend } from '../../platform/direct-send.ts';
import type { Accepted } from '../../platform/tcp-handle.ts';
import { hostField } from '../../protocol/host-name.ts';
import type { Backend } from './backend.ts';
import { EchoServer } from './echo-server.ts';

/** This process answers. */
export class LocalBackend implements Backend {
  readonly hosts: readonly string[];
  readonly #field: Uint8Array;
  readonly #server: EchoServer;

  constructor(hostname: string, send: DirectSend | undefined) {
    this.hosts = [hostname];
    this.#field = hostField(hostname);
    this.#server = new EchoServer(hostname, send);
  }

  serve(accepted: Accepted): void {
    this.#server.serve(accepted);
  }

  fieldFor(): Uint8Array {
    return this.#field;
  }

  restart(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
