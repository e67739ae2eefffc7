import { isNoticeKind, type NoticeKind } from '../serving/notices.ts';

/** What a replica is told. */
export type ToReplica =
  /** The first word: its host name. */
  | { readonly kind: 'serve'; readonly hostname: string }
  /** With the connection itself. */
  | { readonly kind: 'connection'; readonly id: number }
  /** Close all connections and end. */
  | { readonly kind: 'stop' };

/** What a replica tells. */
export type FromReplica =
  | { readonly kind: 'up' }
  /** The connection is the replica's now; `refused`: it is not, another one may have it. */
  | { readonly kind: 'taken'; readonly id: number; readonly refused: boolean }
  | {
      readonly kind: 'notice';
      readonly notice: NoticeKind;
      readonly detail: string;
      readonly count: number;
    };

export function isToReplica(value: unknown): value is ToReplica {
  if (!isRecord(value)) return false;
  switch (value['kind']) {
    case 'serve':
      return typeof value['hostname'] === 'string';
    case 'connection':
      return typeof value['id'] === 'number';
    default:
      return value['kind'] === 'stop';
  }
}

export function isFromReplica(value: unknown): value is FromReplica {
  if (!isRecord(value)) return false;
  switch (value['kind']) {
    case 'taken':
      return typeof value['id'] === 'number' && typeof value['refused'] === 'boolean';
    case 'notice':
      return (
        isNoticeKind(value['notice']) &&
        typeof value['detail'] === 'string' &&
        typeof value['count'] === 'number'
      );
    default:
      return value['kind'] === 'up';
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
