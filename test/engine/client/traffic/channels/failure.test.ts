import { expect, it } from 'vitest';
import {
  causeOf,
  failureOf,
  failureText,
  isOwnFault,
} from '../../../../../src/engine/client/traffic/channels/failure.ts';

const L = '10.0.0.1:4000';
const R = '[2001:db8::1]:5003';

it.each([
  [{ code: 'EOF' }, true, 'EOF', 'eof'],
  [
    { code: 'ECONNRESET', syscall: 'read' },
    true,
    `read tcp ${L}->${R}: read: connection reset by peer`,
    'reset',
  ],
  [{ code: 'EPIPE', syscall: 'write' }, true, `write tcp ${L}->${R}: write: broken pipe`, 'reset'],
  [
    { code: 'ECONNRESET', syscall: 'write' },
    true,
    `write tcp ${L}->${R}: write: connection reset by peer`,
    'reset',
  ],
  [
    { code: 'ETIMEDOUT', syscall: 'read' },
    true,
    `read tcp ${L}->${R}: read: connection timed out`,
    'timeout',
  ],
  [
    { code: 'EHOSTUNREACH', syscall: 'read' },
    true,
    `read tcp ${L}->${R}: read: no route to host`,
    'unreachable',
  ],
  [
    { code: 'ECONNREFUSED', syscall: 'connect' },
    false,
    `dial tcp ${R}: connect: connection refused`,
    'refused',
  ],
  [
    { code: 'ENETUNREACH', syscall: 'connect' },
    false,
    `dial tcp ${R}: connect: network is unreachable`,
    'unreachable',
  ],
  [
    { code: 'EMFILE', syscall: 'connect' },
    false,
    `dial tcp ${R}: socket: too many open files`,
    'descriptors',
  ],
  [
    { code: 'EADDRNOTAVAIL', syscall: 'connect' },
    false,
    `dial tcp ${R}: connect: cannot assign requested address`,
    'ports',
  ],
  [{ code: 'EWHATEVER', syscall: 'read' }, true, `read tcp ${L}->${R}: read: EWHATEVER`, 'other'],
])('%j reads as the original says it', (error, connected, text, cause) => {
  const failure = failureOf(error, connected);
  expect(failureText(failure, 'tcp', connected ? L : '', R)).toBe(text);
  expect(causeOf(failure, false)).toBe(cause);
});

it('says what timed out', () => {
  const read = { operation: 'read', call: '', code: 'TIMEOUT' } as const;
  const dial = { operation: 'dial', call: '', code: 'TIMEOUT' } as const;
  expect(failureText(read, 'udp', L, R)).toBe(`read udp ${L}->${R}: i/o timeout`);
  expect(failureText(dial, 'tcp', '', R)).toBe(`dial tcp ${R}: i/o timeout`);
  expect(causeOf(read, false)).toBe('timeout');
});

it.each([
  ['EACCES', 'connect', false, 'unreachable'],
  ['EINVAL', 'connect', true, 'unreachable'],
  ['ENETUNREACH', 'connect', true, 'unreachable'],
  ['EHOSTUNREACH', 'connect', false, 'unreachable'],
  ['EACCES', 'bind', true, 'other'],
  ['EADDRNOTAVAIL', 'bind', true, 'source'],
  ['EADDRNOTAVAIL', 'connect', true, 'source'],
  ['EADDRNOTAVAIL', 'connect', false, 'ports'],
  ['EADDRINUSE', 'bind', true, 'ports'],
])('%s of %s, with a source: %s, is of cause %s', (code, syscall, hasSource, cause) => {
  expect(causeOf(failureOf({ code, syscall }, false), hasSource)).toBe(cause);
});

it('is the tester itself that lacks descriptors, ports or a source', () => {
  expect(['descriptors', 'ports', 'source'].every(isOwnFault)).toBe(true);
  expect(['eof', 'refused', 'unreachable', 'other'].some(isOwnFault)).toBe(false);
});
