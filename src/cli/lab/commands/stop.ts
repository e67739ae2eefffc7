import { labsToStop, stopLab, type LabRecord } from '../../../lab/index.ts';
import { ExitStatus } from '../../shared/errors.ts';
import type { Io } from '../../shared/program/io.ts';
import { quietLabHost, type LabHost } from '../host/host.ts';
import { visit } from '../host/visit.ts';
import type { NamedLabFlags } from '../options/lab-options.ts';

/** Takes labs down; says which. @throws {LabError} */
export async function stopLabs({ id }: NamedLabFlags, io: Io): Promise<void> {
  const host = quietLabHost();
  const chosen = labsToStop(host.records.list(), id);
  for (const record of chosen) await stopOne(record, host, io);
  if (chosen.length === 0) io.stdout.write('There is no lab to take down.\n');
}

async function stopOne(record: LabRecord, host: LabHost, io: Io): Promise<void> {
  const visited = await visit(record, host, 'background', ['stop', '--id', record.id]);
  if (visited instanceof ExitStatus) {
    if (visited.status !== 0) throw visited;
    return;
  }
  if (visited === 'here') await stopLab(record, host.records);
  else host.records.remove(record.id);
  io.stdout.write(`Lab ${record.id} is down.\n`);
}
