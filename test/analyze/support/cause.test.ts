import { expect, it } from 'vitest';
import { causeOfError } from '../../../src/analyze/index.ts';

it.each([
  ['', ''],
  ['EOF', 'eof'],
  ['unexpected EOF', 'eof'],
  ['read tcp {local}->{remote}: read: connection reset by peer', 'reset'],
  ['write tcp {local}->{remote}: write: broken pipe', 'reset'],
  ['read tcp {local}->{remote}: i/o timeout', 'timeout'],
  ['dial tcp {remote}: connect: connection refused', 'refused'],
  ['dial tcp {remote}: connect: no route to host', 'unreachable'],
  ['dial tcp {remote}: connect: network is unreachable', 'unreachable'],
  ['something new', 'other'],
])('the cause of %j is %j', (err, cause) => {
  expect(causeOfError(err)).toBe(cause);
});
