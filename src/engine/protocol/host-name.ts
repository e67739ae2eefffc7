/** The server's host name stands in so many bytes of the first echo, with zeros behind it. */
export const HOST_FIELD_BYTES = 64;

/** A host name as it stands in an echo: zero-padded, cut at a whole character where it is too long. */
export function hostField(name: string): Uint8Array {
  const field = new Uint8Array(HOST_FIELD_BYTES);
  new TextEncoder().encodeInto(name, field);
  return field;
}

/** The host name in the first bytes of an echo; '' = the server gives none. */
export function hostName(echo: Buffer): string {
  const end = echo.subarray(0, HOST_FIELD_BYTES).indexOf(0);
  return echo.toString('utf8', 0, end < 0 ? Math.min(HOST_FIELD_BYTES, echo.length) : end);
}
