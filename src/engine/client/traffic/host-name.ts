/** So many bytes of the first echo hold the server's host name, with zeros behind it. */
export const HOST_BYTES = 64;

/** Host name in the first bytes of an echo; '' = the server gives none. */
export function hostName(echo: Buffer): string {
  const end = echo.subarray(0, HOST_BYTES).indexOf(0);
  return echo.toString('utf8', 0, end < 0 ? Math.min(HOST_BYTES, echo.length) : end);
}
