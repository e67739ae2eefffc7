import { isAlive, isInUse, type LabRecords } from '../../../lab/index.ts';
import type { Io } from '../../shared/program/io.ts';
import { quietLabHost } from '../host/host.ts';

/** Prints the labs of this user. */
export function showStatus(io: Io): void {
  const { records } = quietLabHost();
  const lines = recordLines(records);
  io.stdout.write(lines.length === 0 ? 'There is no lab.\n' : lines.join(''));
}

function recordLines(records: LabRecords): string[] {
  return records.list().flatMap((record) => {
    const { id, purpose, mode, nodes, left, servers } = record;
    const state = isInUse(record) ? 'in use' : left ? 'up' : 'abandoned';
    return [
      `Lab ${id}: ${purpose}, ${mode}, ${nodes} nodes, ${state}\n`,
      ...servers.map(
        (server) =>
          `  node${server.node}: ${server.hostname}, process ${server.pid}${isAlive(server) ? '' : ' (ended)'}\n`,
      ),
    ];
  });
}
