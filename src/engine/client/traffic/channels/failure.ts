import type { Transport } from '../../../protocol/transport.ts';

/** Why a connection, or an attempt at one, came to nothing. */
export interface Failure {
  /** What was being done. */
  readonly operation: 'dial' | 'read' | 'write';
  /** The system call that failed, as `connect`; '' = none. */
  readonly call: string;
  /** Name of the system's error, as `ECONNRESET`; `EOF`; `TIMEOUT` = we waited long enough. */
  readonly code: string;
}

/** The words of the system's errors, and what each means for a connection. */
const ERRORS: Readonly<Record<string, readonly [words: string, cause: string]>> = {
  EOF: ['EOF', 'eof'],
  TIMEOUT: ['i/o timeout', 'timeout'],
  ETIMEDOUT: ['connection timed out', 'timeout'],
  ECONNRESET: ['connection reset by peer', 'reset'],
  EPIPE: ['broken pipe', 'reset'],
  ECONNABORTED: ['software caused connection abort', 'reset'],
  ECONNREFUSED: ['connection refused', 'refused'],
  EHOSTUNREACH: ['no route to host', 'unreachable'],
  ENETUNREACH: ['network is unreachable', 'unreachable'],
  EHOSTDOWN: ['host is down', 'unreachable'],
  ENETDOWN: ['network is down', 'unreachable'],
  EMFILE: ['too many open files', 'descriptors'],
  ENFILE: ['too many open files in system', 'descriptors'],
  EADDRNOTAVAIL: ['cannot assign requested address', 'ports'],
  EADDRINUSE: ['address already in use', 'ports'],
  EACCES: ['permission denied', 'other'],
  EPERM: ['operation not permitted', 'other'],
  EINVAL: ['invalid argument', 'other'],
  ENOBUFS: ['no buffer space available', 'other'],
  ENOMEM: ['cannot allocate memory', 'other'],
  EMSGSIZE: ['message too long', 'other'],
};

/**
 * The failure in the words of the original.
 *
 * @param local '' = not known
 */
export function failureText(
  { operation, call, code }: Failure,
  transport: Transport,
  local: string,
  remote: string,
): string {
  if (code === 'EOF') return 'EOF';
  const words = ERRORS[code]?.[0] ?? code;
  const way = local === '' ? remote : `${local}->${remote}`;
  return `${operation} ${transport} ${way}: ${call === '' ? '' : `${call}: `}${words}`;
}

/** What the system says of a route that goes nowhere, or is forbidden, when it is asked to connect. */
const NO_WAY: readonly string[] = ['EACCES', 'EINVAL'];

/**
 * The cause in one word: `eof`, `reset`, `timeout`, `refused`, `unreachable`, `descriptors`, `ports`,
 * `source`, `other`.
 *
 * @param hasSource a source address was asked for
 */
export function causeOf({ call, code }: Failure, hasSource: boolean): string {
  if (call === 'connect' && NO_WAY.includes(code)) return 'unreachable';
  if (code === 'EADDRNOTAVAIL' && hasSource) return 'source';
  return ERRORS[code]?.[1] ?? 'other';
}

/** Whether the cause lies in this machine, not in the network. */
export function isOwnFault(cause: string): boolean {
  return cause === 'descriptors' || cause === 'ports' || cause === 'source';
}

/** What Node tells of an error. */
export type NodeError = Pick<NodeJS.ErrnoException, 'code' | 'syscall'>;

/** The failure of an error that Node tells. */
export function failureOf(error: NodeError, connected: boolean): Failure {
  const { code = 'UNKNOWN', syscall = '' } = error;
  if (!connected) {
    const outOfDescriptors = code === 'EMFILE' || code === 'ENFILE';
    return { operation: 'dial', call: outOfDescriptors ? 'socket' : syscall, code };
  }
  const writing = syscall === 'write' || syscall === 'send';
  return writing
    ? { operation: 'write', call: 'write', code }
    : { operation: 'read', call: 'read', code };
}
