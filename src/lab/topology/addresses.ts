export type Family = 4 | 6;

/** The echo server's port. */
export const SERVICE_PORT = 5003;

/** Nodes are numbered from 1; the router's own address follows behind the last that can be. */
export const MOST_NODES = 200;

/** Addresses of one family; the same in every lab, since namespaces keep them apart. */
export interface AddressPlan {
  /** The virtual addresses, on every node's `lo`. */
  readonly virtualSubnet: string;
  /** One of them: where the client connects to. */
  readonly service: string;
  /** Bits of the two links' networks. */
  readonly prefixLength: number;
  readonly node: (node: number) => string;
  /** Of the router, as the nodes see it. */
  readonly routerAtNodes: string;
  /** Of the router, as the client sees it. */
  readonly routerAtClient: string;
  readonly client: string;
}

export const ADDRESSES: Readonly<Record<Family, AddressPlan>> = {
  4: {
    virtualSubnet: '10.0.0.0/24',
    service: '10.0.0.0',
    prefixLength: 24,
    node: (node) => `192.168.1.${node}`,
    routerAtNodes: '192.168.1.201',
    routerAtClient: '192.168.2.201',
    client: '192.168.2.1',
  },
  6: {
    virtualSubnet: '1000::/112',
    service: '1000::1',
    prefixLength: 64,
    node: (node) => `fd00:1::${node.toString(16)}`,
    routerAtNodes: 'fd00:1::c9',
    routerAtClient: 'fd00:2::c9',
    client: 'fd00:2::1',
  },
};

/** `host:port` of the service. */
export function serviceAddress(family: Family): string {
  return endpoint(family, ADDRESSES[family].service);
}

export function endpoint(family: Family, host: string): string {
  return family === 4 ? `${host}:${SERVICE_PORT}` : `[${host}]:${SERVICE_PORT}`;
}
