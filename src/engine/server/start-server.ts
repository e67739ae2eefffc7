import type { Server as NetServer } from 'node:net';
import { hostname as machineName } from 'node:os';
import type { HostPort } from '../addresses/host-port.ts';
import { EngineError } from '../errors.ts';
import { NoticeLimiter, type Tell } from '../notices/notice-limiter.ts';
import { AddressInUse, type DatagramEcho } from '../platform/datagrams/datagram-echo.ts';
import { openDatagrams } from '../platform/datagrams/open-datagrams.ts';
import { directSend } from '../platform/direct-send.ts';
import { handleOf, refuse, takeHandle, type Accepted } from '../platform/tcp-handle.ts';
import { cannotListen, listen, parseListenAddress } from './listen.ts';
import { SERVER_DEFAULTS, type Server, type ServerHooks, type ServerOptions } from './options.ts';
import { ReplicaSet } from './replicas/replica-set.ts';
import type { Backend } from './serving/backend.ts';
import { DescriptorGuard } from './serving/descriptor-guard.ts';
import { LocalBackend } from './serving/local-backend.ts';
import { noticeLine, type NoticeKind } from './serving/notices.ts';

const MAX_REPLICAS = 256;

/** A port that the kernel picked for TCP can be taken for UDP; another one is tried. */
const PORT_ATTEMPTS = 20;

/**
 * Starts an echo server, and resolves when it listens and, with replicas, all of them are up.
 *
 * The first 64 bytes of each connection come back as the host name, zero-padded. With UDP, those
 * of every packet do (packets of less: as much of the name as fits), and each packet is answered
 * from the address that it was sent to. With replicas, TCP connections go to them in turn; UDP
 * packets are answered in the name of the replica that their source address and port choose, the
 * same one until it is replaced.
 *
 * @throws EngineError `option` for options that cannot be followed, `environment` where the
 *   address cannot be listened on or replicas cannot be started
 */
export async function startServer(
  options: ServerOptions = {},
  hooks: ServerHooks = {},
): Promise<Server> {
  const { address, udp, replicas } = { ...SERVER_DEFAULTS, ...options };
  const hostname = checkHostname(options.hostname ?? machineName());
  checkReplicas(replicas);
  const wanted = parseListenAddress(address);

  const notices = new NoticeLimiter<NoticeKind>((kind, detail, count) => {
    hooks.onNotice?.(noticeLine(kind, detail, count));
  });
  const { tell } = notices;
  // Port and privileges first: they are what most often fails.
  let backend: Backend | undefined;
  const early: Accepted[] = [];
  const { tcp, datagrams } = await open(wanted, udp, () => backend, early, tell);
  try {
    backend =
      replicas > 1
        ? await ReplicaSet.start(hostname, replicas, tell, hooks.onReplace)
        : new LocalBackend(hostname, directSend());
  } catch (error) {
    datagrams?.close();
    tcp.close();
    for (const accepted of early) refuse(accepted);
    notices.close();
    throw error;
  }
  return new RunningServer({ tcp, datagrams, backend, notices, early, signal: hooks.signal });
}

interface Parts {
  readonly tcp: NetServer;
  readonly datagrams: DatagramEcho | undefined;
  readonly backend: Backend;
  readonly notices: NoticeLimiter<NoticeKind>;
  /** Connections that came before the backend was there. */
  readonly early: readonly Accepted[];
  readonly signal: AbortSignal | undefined;
}

class RunningServer implements Server {
  readonly address: Server['address'];
  readonly closed: Promise<void>;
  readonly #parts: Parts;
  #onClosed: () => void = () => undefined;
  #closing: Promise<void> | undefined;

  constructor(parts: Parts) {
    const { tcp, backend, notices, early, signal } = parts;
    this.#parts = parts;
    this.address = addressOf(tcp);
    this.closed = new Promise((resolve) => {
      this.#onClosed = resolve;
    });
    const guard = new DescriptorGuard(notices.tell);
    const serve = (accepted: Accepted): void => {
      if (guard.admit(accepted)) backend.serve(accepted);
    };
    early.forEach(serve);
    tcp.removeAllListeners('connection').on('connection', (socket) => {
      serve(takeHandle(socket));
    });
    signal?.addEventListener('abort', this.#abort, { once: true });
    if (signal?.aborted === true) this.#abort();
  }

  get hosts(): readonly string[] {
    return this.#closing === undefined ? this.#parts.backend.hosts : [];
  }

  restart(): Promise<void> {
    return this.#parts.backend.restart();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  readonly #abort = (): void => {
    void this.close();
  };

  async #close(): Promise<void> {
    const { tcp, datagrams, backend, notices, signal } = this.#parts;
    signal?.removeEventListener('abort', this.#abort);
    const stopped = new Promise<void>((resolve) => {
      tcp.close(() => {
        resolve();
      });
    });
    datagrams?.close();
    await backend.close();
    await stopped;
    notices.close();
    this.#onClosed();
  }
}

function checkHostname(hostname: string): string {
  if (hostname === '' || hostname.includes('\0')) {
    throw new EngineError({
      code: 'option',
      option: 'hostname',
      expected: 'at least one character, none of them NUL',
      found: JSON.stringify(hostname),
    });
  }
  return hostname;
}

function checkReplicas(replicas: number): void {
  if (!Number.isInteger(replicas) || replicas < 0 || replicas > MAX_REPLICAS) {
    throw new EngineError({
      code: 'option',
      option: 'replicas',
      expected: `a whole number from 0 to ${MAX_REPLICAS}`,
      found: String(replicas),
    });
  }
}

/**
 * Listens for TCP and, if wanted, for UDP on the same port.
 *
 * @param backend who answers UDP, once it is there
 * @param early takes the connections that come before somebody else listens for them
 */
async function open(
  wanted: HostPort,
  udp: boolean,
  backend: () => Backend | undefined,
  early: Accepted[],
  tell: Tell<NoticeKind>,
): Promise<{ readonly tcp: NetServer; readonly datagrams: DatagramEcho | undefined }> {
  for (let attempt = 1; ; attempt++) {
    const tcp = await listen(wanted);
    tcp.on('connection', (socket) => early.push(takeHandle(socket)));
    tcp.on('error', (error) => {
      tell('accept', error.message);
    });
    if (!udp) return { tcp, datagrams: undefined };
    try {
      const beside = { ...addressOf(tcp), fd: handleOf(tcp)?.fd };
      const { echo, choosesSource } = await openDatagrams(beside, {
        fieldFor: (flow) => backend()?.fieldFor(flow),
        onUnanswered: (reason, count) => {
          tell('datagrams', reason, count);
        },
      });
      if (!choosesSource) {
        tell('datagram-source', 'the system chooses the address that UDP answers come from');
      }
      return { tcp, datagrams: echo };
    } catch (error) {
      tcp.close();
      const anotherPort = wanted.port === 0 && attempt < PORT_ATTEMPTS;
      if (!(error instanceof AddressInUse && anotherPort)) throw cannotListen(wanted, 'UDP', error);
    }
  }
}

function addressOf(tcp: NetServer): Server['address'] {
  const address = tcp.address();
  if (address === null || typeof address === 'string') {
    throw new EngineError({
      code: 'environment',
      expected: 'a TCP socket that listens',
      found: 'none',
    });
  }
  return {
    host: address.address,
    port: address.port,
    family: address.family === 'IPv6' ? 6 : 4,
  };
}
