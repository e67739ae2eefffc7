import { readFileSync } from 'node:fs';

const FOLDER = new URL('../../fixtures/recorded/', import.meta.url);

/** The recorded runs of `fixtures/recorded`. */
export const RECORDED = [
  'ecmp-forwarded',
  'ecmp-local',
  'ecmp-resilient',
  'interrupted',
  'node-failure',
  'packet-loss',
  'server-killed',
  'summary',
  'too-many-reconnects',
  'udp',
  'upgrade',
] as const;

export type RecordedName = (typeof RECORDED)[number];

export function recordedPath(name: string): string {
  return new URL(name, FOLDER).pathname;
}

export function recordedBytes(name: RecordedName): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(recordedPath(`${name}.json`)));
}

export function recordedText(file: string): string {
  return readFileSync(recordedPath(file), 'utf8');
}
