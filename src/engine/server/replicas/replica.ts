// A replica: a process of its own that serves the connections which the parent hands to it.
import { Socket } from 'node:net';
import { NoticeLimiter } from '../../notices/notice-limiter.ts';
import { directSend } from '../../platform/direct-send.ts';
import { isTcpHandle, type Accepted } from '../../platform/tcp-handle.ts';
import { DescriptorGuard } from '../serving/descriptor-guard.ts';
import { EchoServer } from '../serving/echo-server.ts';
import type { NoticeKind } from '../serving/notices.ts';
import { isToReplica, type FromReplica, type ToReplica } from './messages.ts';

const notices = new NoticeLimiter<NoticeKind>((notice, detail, count) => {
  tell({ kind: 'notice', notice, detail, count });
});
const guard = new DescriptorGuard(notices.tell);
let server: EchoServer | undefined;
let stopping = false;

process.on('message', (message: unknown, connection: unknown) => {
  if (isToReplica(message)) obey(message, connection);
});
process.on('disconnect', stop);
process.on('SIGTERM', stop);
// Meant for the parent, which says what follows from them.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);

function obey(message: ToReplica, connection: unknown): void {
  switch (message.kind) {
    case 'serve':
      serve(message.hostname);
      break;
    case 'connection': {
      tell({ kind: 'taken', id: message.id, refused: stopping });
      // It can be over by now, and then there is nothing to serve.
      if (!stopping && isAccepted(connection) && guard.admit(connection)) server?.serve(connection);
      break;
    }
    case 'stop':
      stop();
      break;
  }
}

function serve(hostname: string): void {
  server = new EchoServer(hostname, directSend());
  tell({ kind: 'up' });
}

function stop(): void {
  if (stopping) return;
  stopping = true;
  void (server?.close() ?? Promise.resolve()).then(() => {
    notices.close();
    if (process.connected) process.disconnect();
  });
}

function tell(message: FromReplica): void {
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}

function isAccepted(value: unknown): value is Accepted {
  return value instanceof Socket || isTcpHandle(value);
}
