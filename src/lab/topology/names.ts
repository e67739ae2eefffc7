/** A machine of the lab: a network namespace. */
export type Machine = 'client' | 'router' | `node${number}`;

/** Every namespace of every lab begins so. */
export const LAB_PREFIX = 'ctlab-';

/** What a lab may be called: its names stay short, and none is the beginning of another. */
export const LAB_ID: RegExp = /^[a-z0-9]{1,12}$/;

export function nodeName(node: number): `node${number}` {
  return `node${node}`;
}

/** What all namespaces of one lab begin with. */
export function labPrefix(id: string): string {
  return `${LAB_PREFIX}${id}-`;
}

export function namespaceOf(id: string, machine: Machine): string {
  return `${labPrefix(id)}${machine}`;
}

/** Where `ip netns` keeps a namespace, for programs that enter it. */
export function namespacePath(namespace: string): string {
  return `/run/netns/${namespace}`;
}
