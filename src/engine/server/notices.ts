/** What there can be to say, each with how often it happened and the last one's particulars. */
const WORDS = {
  descriptors: (count: number, detail: string): string =>
    `out of file descriptors: refused ${counted(count, 'connection')} (${detail})`,
  accept: (count: number, detail: string): string =>
    `could not accept ${counted(count, 'connection')} (${detail})`,
  'no-replica': (count: number): string =>
    `no replica is up: refused ${counted(count, 'connection')}`,
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

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
