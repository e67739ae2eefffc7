export interface ServerOptions {
  /** `host:port`; port 0: the kernel picks. `[::]:5003` and `:5003` take IPv4 as well. */
  readonly address?: string;
  /** Echo UDP as well. */
  readonly udp?: boolean;
  /** Host name in the first 64 bytes of the first echo; that of the machine where absent. */
  readonly hostname?: string;
  /** Worker processes behind the one port, named `HOSTNAME-0`, … ; 0 and 1: none, this process serves. */
  readonly replicas?: number;
}

export const SERVER_DEFAULTS: Required<Omit<ServerOptions, 'hostname'>> = {
  address: '[::1]:5003',
  udp: false,
  replicas: 1,
};

export interface ServerHooks {
  /** Closes the server. */
  readonly signal?: AbortSignal;
  /** A word to the user: what was refused, who was replaced. One line, no full stop; at most one a second of a kind. */
  readonly onNotice?: (notice: string) => void;
  /** With replicas: the one of this name is about to go, since a new one shall take its place. */
  readonly onReplace?: (hostname: string) => void;
}

/** A server under way. */
export interface Server {
  /** Where it listens; the port is the one that the kernel picked. */
  readonly address: { readonly host: string; readonly port: number; readonly family: 4 | 6 };
  /** Host names that answer now. */
  readonly hosts: readonly string[];
  /** Replaces the replicas one by one under new names: a rolling upgrade. Without replicas nothing happens. */
  restart(): Promise<void>;
  /** Stops accepting, closes all connections, ends. */
  close(): Promise<void>;
  /** Settles when it has closed, for whatever reason. */
  readonly closed: Promise<void>;
}
