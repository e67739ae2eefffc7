import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NoticeLimiter } from '../../../src/engine/notices/notice-limiter.ts';
import { flowHash } from '../../../src/engine/platform/datagrams/flow-hash.ts';
import { hostField } from '../../../src/engine/protocol/host-name.ts';
import { isFromReplica, isToReplica } from '../../../src/engine/server/replicas/messages.ts';
import { replicaName } from '../../../src/engine/server/replicas/replica-name.ts';
import { nextUp } from '../../../src/engine/server/replicas/rotation.ts';
import { noticeLine, type NoticeKind } from '../../../src/engine/server/serving/notices.ts';
import { holdsFor } from '../../support/property.ts';
import { hostIn } from './peer.ts';

describe('replicaName', () => {
  it.each([
    ['host', 0, 'host-0'],
    ['h'.repeat(64), 12, `${'h'.repeat(61)}-12`],
    ['é'.repeat(40), 3, `${'é'.repeat(31)}-3`],
  ])('%s, %i', (name, number, expected) => {
    expect(replicaName(name, number)).toBe(expected);
    expect(hostIn(hostField(expected))).toBe(expected);
  });
});

describe('nextUp', () => {
  it('takes those that are up in strict turn', () =>
    holdsFor(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
      (up) => {
        const places = up.flatMap((is, place) => (is ? [place] : []));
        let last = -1;
        for (let turn = 0; turn < 30; turn++) {
          const place = nextUp(up, last);
          expect(place).toBe(places.length === 0 ? undefined : places[turn % places.length]);
          last = place ?? last;
        }
        return Promise.resolve();
      },
      100,
    ));
});

describe('flowHash', () => {
  it('is that of FNV-1a', () => {
    const bytes = Buffer.from('_foobar_');
    expect(flowHash(bytes, 1, 7)).toBe(0xbf9cf968);
    expect(flowHash(bytes, 1, 1)).toBe(0x811c9dc5);
  });
});

describe('messages between parent and replica', () => {
  it('are known by their form', () => {
    expect(isToReplica({ kind: 'serve', hostname: 'a' })).toBe(true);
    expect(isToReplica({ kind: 'connection', id: 1 })).toBe(true);
    expect(isToReplica({ kind: 'stop' })).toBe(true);
    expect(isFromReplica({ kind: 'up' })).toBe(true);
    expect(isFromReplica({ kind: 'taken', id: 1, refused: false })).toBe(true);
    const notice = { kind: 'notice', notice: 'accept', detail: '', count: 1 };
    expect(isFromReplica(notice)).toBe(true);
    for (const other of [undefined, null, 1, {}, { kind: 'x' }, { kind: 'connection' }]) {
      expect([isToReplica(other), isFromReplica(other)]).toEqual([false, false]);
    }
    expect(isFromReplica({ ...notice, notice: 'toString' })).toBe(false);
    expect(isFromReplica({ kind: 'taken', id: 1 })).toBe(false);
  });
});

describe('NoticeLimiter', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says the first at once and the others together, a line a second of a kind', () => {
    const lines: string[] = [];
    const { tell } = new NoticeLimiter<NoticeKind>((kind, detail, count) => {
      lines.push(noticeLine(kind, detail, count));
    });
    tell('no-replica', '');
    tell('no-replica', '');
    tell('no-replica', '', 3);
    tell('datagrams', 'EPERM');
    expect(lines).toEqual([
      'refusing connections: no replica is up',
      'could not answer 1 datagram (EPERM)',
    ]);
    vi.advanceTimersByTime(1000);
    expect(lines.slice(2)).toEqual(['refusing connections: no replica is up; 4 refused']);
    tell('no-replica', '');
    expect(lines).toHaveLength(3);
    vi.advanceTimersByTime(1000);
    expect(lines.slice(3)).toEqual(['refusing connections: no replica is up']);
    vi.advanceTimersByTime(5000);
    tell('no-replica', '');
    expect(lines).toHaveLength(5);
  });

  it('loses nothing when it is closed', () => {
    let told = 0;
    const limiter = new NoticeLimiter<NoticeKind>((_kind, _detail, count) => (told += count));
    for (let n = 0; n < 7; n++) limiter.tell('accept', 'EMFILE');
    limiter.close();
    expect(told).toBe(7);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts replicas that ended', () => {
    expect(noticeLine('replica-ended', 'replica a-1 ended by itself (SIGKILL)', 1)).toBe(
      'replica a-1 ended by itself (SIGKILL)',
    );
    expect(noticeLine('replica-ended', 'replica a-1 ended by itself (SIGKILL)', 2)).toBe(
      '2 replicas ended by themselves; the last: replica a-1 ended by itself (SIGKILL)',
    );
  });
});
