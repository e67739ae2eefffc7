import { HOST_FIELD_BYTES } from '../../protocol/host-name.ts';

/** `NAME-3`; a name that is too long loses its end rather than the number. */
export function replicaName(name: string, number: number): string {
  const suffix = `-${number}`;
  const room = new Uint8Array(HOST_FIELD_BYTES - suffix.length);
  const { read } = new TextEncoder().encodeInto(name, room);
  return name.slice(0, read) + suffix;
}
