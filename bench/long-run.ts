/** What a long run is to hold. */
export interface LongRun {
  readonly connections: number;
  readonly clients: number;
  readonly seconds: number;
}

const NS_PER_S = 1e9;
const LAST_CONNECT_S = 2;
const PACKET_SIZE_BYTES = 1024;
const HOSTS = Array.from({ length: 40 }, (_, n) => {
  const pod = (0x10000 + ((n * 0x9e37) % 0xefff)).toString(16);
  return `ctraffic-deployment-6d5f7-${pod}`;
});

/**
 * The text of a statistics file in the original's key order, in pieces: every client gets a new
 * connection in turn, so that each line follows from its number and nothing need be remembered.
 */
export function* longRun(run: LongRun): Generator<string> {
  const totals = { sent: 0, received: 0, lost: 0 };
  for (let n = 0; n < run.connections; n++) {
    const { sent, received, err } = connection(run, n);
    totals.sent += sent;
    totals.received += received;
    if (err !== '') totals.lost++;
  }
  yield (
    `{"Started":"2026-11-22T09:05:53.4458486Z","Duration":${run.seconds * NS_PER_S - 736421}` +
    `,"Rate":${(run.clients * PACKET_SIZE_BYTES) / 1024},"Connections":${run.clients}` +
    `,"PacketSize":${PACKET_SIZE_BYTES},"FailedConnections":${totals.lost},"Sent":${totals.sent}` +
    `,"Received":${totals.received},"Dropped":0,"Retransmits":0,"FailedConnects":0,"ConnStats":[`
  );
  for (let n = 0; n < run.connections; n++) yield (n === 0 ? '' : ',') + line(connection(run, n));
  yield '],"Samples":[';
  for (let second = 1; second < run.seconds; second++) {
    const time = second * NS_PER_S + second * 531207;
    const sent = Math.floor((totals.sent * second) / run.seconds);
    const received = Math.floor((totals.received * second) / run.seconds);
    const comma = second === 1 ? '' : ',';
    yield `${comma}{"Time":${time},"Sent":${sent},"Received":${received},"Dropped":0}`;
  }
  yield ']}\n';
}

interface Connection {
  readonly startedNs: number;
  readonly connectNs: number;
  readonly endedNs: number;
  readonly err: string;
  readonly sent: number;
  readonly received: number;
  readonly local: string;
  readonly host: string;
}

function connection(run: LongRun, n: number): Connection {
  const startedNs = startOf(run, n);
  const successor = n + run.clients;
  const lost = successor < run.connections;
  const endedNs = lost
    ? startOf(run, successor) - 400 - (scatter(n, 3) % 2000)
    : run.seconds * NS_PER_S;
  const local = `172.20.${(n >> 15) & 255}.2:${32768 + (n & 32767)}`;
  const sent = 1 + Math.floor((endedNs - startedNs) / NS_PER_S);
  return {
    startedNs,
    connectNs: startedNs + 80e3 + (scatter(n, 1) % 500e3),
    endedNs,
    err: lost ? error(scatter(n, 2) % 10, local) : '',
    sent,
    received: lost ? sent - 1 : sent,
    local,
    host: HOSTS[scatter(n, 4) % HOSTS.length] ?? '',
  };
}

/** The first connection of every client starts at once, the later ones evenly over the run. */
function startOf({ connections, clients, seconds }: LongRun, n: number): number {
  if (n < clients) return 374000 + n * 2000;
  const span = (seconds - LAST_CONNECT_S - 2) * NS_PER_S;
  const step = span / Math.max(connections - clients, 1);
  return Math.floor(2 * NS_PER_S + (n - clients) * step + (scatter(n, 0) % Math.max(step, 1)));
}

function error(kind: number, local: string): string {
  if (kind > 1) return 'EOF';
  const flow = `read tcp ${local}-\\u003e10.0.0.100:5003`;
  return kind === 1 ? `${flow}: read: connection reset by peer` : `${flow}: i/o timeout`;
}

function line(of: Connection): string {
  return (
    `{"Started":${of.startedNs},"Connect":${of.connectNs},"Ended":${of.endedNs},"Err":"${of.err}"` +
    `,"Sent":${of.sent},"Received":${of.received},"Dropped":0,"Retransmits":0` +
    `,"Local":"${of.local}","Remote":"10.0.0.100:5003","Host":"${of.host}"}`
  );
}

/** A number that looks random and follows from another (Murmur3's finaliser). */
function scatter(n: number, salt: number): number {
  let z = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}
