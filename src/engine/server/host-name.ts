/** The host name stands in so many bytes, zero-padded. */
export const HOST_FIELD_BYTES = 64;

/** A host name as it stands in an echo: zero-padded, cut at a whole character where it is too long. */
export function hostField(name: string): Uint8Array {
  const field = new Uint8Array(HOST_FIELD_BYTES);
  new TextEncoder().encodeInto(name, field);
  return field;
}

/** `NAME-3`; a name that is too long loses its end rather than the number. */
export function replicaName(name: string, number: number): string {
  const suffix = `-${number}`;
  const room = new Uint8Array(HOST_FIELD_BYTES - suffix.length);
  const { read } = new TextEncoder().encodeInto(name, room);
  return name.slice(0, read) + suffix;
}
