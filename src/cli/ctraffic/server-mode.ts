import { formatHostPort } from '../../engine/addresses/host-port.ts';
import type { Server, ServerOptions } from '../../engine/index.ts';
import type { Io } from '../shared/io.ts';
import { say } from '../shared/run-program.ts';
import { isGiven, type Flags } from './flags.ts';
import { inFlags } from './in-flags.ts';
import { stopSignals } from './stop-signals.ts';
import type { TrafficWorld } from './world.ts';

/**
 * Serves until a signal ends it.
 *
 * @throws {UsageError} where the options cannot be followed
 * @throws {RunError} where it cannot listen
 */
export async function serverMode(
  flags: Flags,
  name: string,
  io: Io,
  world: TrafficWorld,
): Promise<void> {
  const notice = (text: string): void => {
    say(io, name, text);
  };
  const stop = stopSignals(world);
  const { startServer } = await world.loadEngine();
  const server = await startServer(serverOptions(flags), {
    signal: stop.signal,
    onNotice: notice,
  }).catch((error: unknown) => {
    stop.release();
    throw inFlags(error);
  });
  notice(`listening on ${whereAt(server, flags.udp === true)}`);
  // Without replicas SIGHUP ends the process, as it does every other.
  const isReplicated = (flags.replicas ?? 1) > 1;
  const restart = (): void => {
    void server.restart().catch((error: unknown) => {
      notice(
        `the replicas were not replaced: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
  };
  if (isReplicated) world.signals.on('SIGHUP', restart);
  try {
    await server.closed;
  } finally {
    world.signals.off('SIGHUP', restart);
    stop.release();
  }
}

function serverOptions({ address, udp, hostname, replicas }: Flags): ServerOptions {
  return {
    ...(address !== undefined && { address }),
    ...(udp !== undefined && { udp }),
    ...(isGiven(hostname) && { hostname }),
    ...(replicas !== undefined && { replicas }),
  };
}

function whereAt({ address, hosts }: Server, udp: boolean): string {
  return `${formatHostPort(address)}, ${udp ? 'TCP and UDP' : 'TCP'}, as ${hosts.join(', ')}`;
}
