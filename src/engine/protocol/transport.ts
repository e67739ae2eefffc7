/** What carries packets and their echoes. */
export type Transport = 'tcp' | 'udp';
