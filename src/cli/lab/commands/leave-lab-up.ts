import {
  openEventLog,
  raiseLab,
  serviceAddress,
  topologyOf,
  type Topology,
} from '../../../lab/index.ts';
import { stopSignals } from '../../ctraffic/stop-signals.ts';
import { PROCESS_WORLD } from '../../ctraffic/world.ts';
import type { Io } from '../../shared/program/io.ts';
import { CTRAFFIC } from '../host/ctraffic-program.ts';
import type { LabHost } from '../host/host.ts';
import type { LabFlags } from '../options/lab-options.ts';
import { drawIdFor } from '../run/lab-id.ts';
import { interruptedOr } from '../run/observed.ts';
import { START_SCENARIO } from './test-cases.ts';

/** Builds a lab, leaves it up, and says how to use it. */
export async function leaveLabUp(
  flags: LabFlags,
  families: Topology['families'],
  { records, unprivileged }: LabHost,
  io: Io,
): Promise<void> {
  const id = flags.id ?? drawIdFor(records);
  const stop = stopSignals(PROCESS_WORLD);
  const events = openEventLog('/dev/null', () => undefined);
  try {
    const lab = await raiseLab({
      topology: topologyOf(START_SCENARIO, id, families),
      mode: flags.mode,
      purpose: 'start',
      replicas: START_SCENARIO.replicas,
      program: CTRAFFIC,
      records,
      unprivileged,
      logPath: records.logPath(id),
      events,
      signal: stop.signal,
    });
    lab.leave();
  } catch (error) {
    throw interruptedOr(error, stop.signal);
  } finally {
    stop.release();
    events.close();
  }
  const address = serviceAddress(families[0]);
  io.stdout.write(
    [
      `Lab ${id} is up: client - router - ${START_SCENARIO.nodes} nodes, service ${address}.`,
      `  ctraffic-lab exec --id ${id} router -- ctraffic -address ${address} -nconn 40 -rate 100 -monitor`,
      `  ctraffic-lab stop --id ${id}`,
      '',
    ].join('\n'),
  );
}
