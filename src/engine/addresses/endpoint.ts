/** One address of the service, or one that connections come from. */
export interface Endpoint {
  /** IPv4 or IPv6 address in text, without brackets; a zone (`fe80::1%eth0`) may follow. */
  readonly host: string;
  readonly port: number;
  readonly family: 4 | 6;
}
