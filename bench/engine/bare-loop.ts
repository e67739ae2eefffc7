import { Socket, type OnReadOpts, type SocketConstructorOpts } from 'node:net';
import { cpuMs, loadOfArguments, peakMegabytes, type Cost } from './load.ts';

/** The least that makes such traffic in Node: no pacing of each client, no accounting, nothing lost. */
const { port, connections, packetsPerSecond, packetSizeBytes, warmUpMs, measureMs } =
  loadOfArguments();

const packet = Buffer.alloc(packetSizeBytes);
const buffer = Buffer.alloc(65_536);
const sockets: Socket[] = [];
let bytes = 0;
let sent = 0;
let next = 0;
let open = 0;

const options: SocketConstructorOpts & { onread: OnReadOpts } = {
  onread: {
    buffer,
    callback: (count) => {
      bytes += count;
      return true;
    },
  },
};

for (let n = 0; n < connections; n++) {
  const socket = new Socket(options);
  socket.connect({ port, host: '127.0.0.1', noDelay: true }, () => {
    sockets.push(socket);
    open++;
    if (open === connections) begin();
  });
}

function begin(): void {
  const startMs = performance.now();
  setInterval(() => {
    const due = Math.floor(((performance.now() - startMs) * packetsPerSecond) / 1000);
    while (sent < due) {
      sockets[next]?.write(packet);
      next = (next + 1) % connections;
      sent++;
    }
  }, 1);
  setTimeout(() => {
    const from = { cpuMs: cpuMs(), bytes, sent };
    setTimeout(() => {
      const cost: Cost = {
        cpuMs: cpuMs() - from.cpuMs,
        sent: sent - from.sent,
        packets: (bytes - from.bytes) / packetSizeBytes,
        peakMegabytes: peakMegabytes(),
      };
      process.stdout.write(JSON.stringify(cost), () => process.exit());
    }, measureMs);
  }, warmUpMs);
}
