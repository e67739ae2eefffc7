import { counted } from '../../../stats/index.ts';

/** What there can be to say, each with how often it happened and the last one's particulars. */
const WORDS = {
  descriptors: (count: number, detail: string): string =>
    refusing(`out of file descriptors (${detail})`, count),
  accept: (count: number, detail: string): string =>
    `could not accept ${counted(count, 'connection')} (${detail})`,
  'no-replica': (count: number): string => refusing('no replica is up', count),
  'replica-ended': (count: number, detail: string): string =>
    count === 1 ? detail : `${count} replicas ended by themselves; the last: ${detail}`,
  'replica-start': (count: number, detail: string): string =>
    `could not start ${counted(count, 'replica')} (${detail}); trying again`,
  datagrams: (count: number, detail: string): string =>
    `could not answer ${counted(count, 'datagram')} (${detail})`,
  'datagram-source': (_count: number, detail: string): string => detail,
};

export type NoticeKind = keyof typeof WORDS;

export function isNoticeKind(value: unknown): value is NoticeKind {
  return typeof value === 'string' && Object.hasOwn(WORDS, value);
}

/** The line for it. */
export function noticeLine(kind: NoticeKind, detail: string, count: number): string {
  return WORDS[kind](count, detail);
}

/** The first one is told at once, whatever follows. */
function refusing(why: string, count: number): string {
  return `refusing connections: ${why}${count === 1 ? '' : `; ${count} refused`}`;
}
