import type { Server, ServerHooks } from '../../engine/index.ts';
import { formatHostPort } from '../../engine/light.ts';
import { messageOf } from '../../stats/index.ts';
import { say } from '../shared/output/say.ts';
import type { Io } from '../shared/program/io.ts';
import { serverOptions } from './flags/engine-options.ts';
import type { Flags } from './flags/flags.ts';
import { inFlags } from './flags/in-flags.ts';
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
  let server: Server | undefined;
  // Without replicas SIGHUP ends the process, as it does every other. With them it must not, even while
  // the first ones start: these are new anyway.
  const isReplicated = (flags.replicas ?? 1) > 1;
  const restart = (): void => {
    void server?.restart().catch((error: unknown) => {
      notice(`the replicas were not replaced: ${messageOf(error)}`);
    });
  };
  if (isReplicated) world.signals.on('SIGHUP', restart);
  try {
    server = await started(flags, world, { signal: stop.signal, onNotice: notice });
    if (!stop.signal.aborted) notice(`listening on ${whereAt(server, flags.udp === true)}`);
    await server.closed;
  } finally {
    world.signals.off('SIGHUP', restart);
    stop.release();
  }
}

async function started(flags: Flags, world: TrafficWorld, hooks: ServerHooks): Promise<Server> {
  const { startServer } = await world.loadEngine();
  try {
    return await startServer(serverOptions(flags), hooks);
  } catch (error) {
    throw inFlags(error);
  }
}

function whereAt({ address, hosts }: Server, udp: boolean): string {
  return `${formatHostPort(address)}, ${udp ? 'TCP and UDP' : 'TCP'}, as ${hosts.join(', ')}`;
}
