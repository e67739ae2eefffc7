import type { LabRecord } from '../../../src/lab/system/lab-record.ts';
import { identityOf, type ProcessIdentity } from '../../../src/lab/system/process-identity.ts';

/** This process. */
export const SELF: ProcessIdentity = identityOf(process.pid) ?? { pid: 0, startTicks: 0 };

/** The record of a lab whose maker has ended. */
export function recordOf(id: string, changes: Partial<LabRecord> = {}): LabRecord {
  return {
    id,
    purpose: 'basic',
    mode: 'ipv4',
    forwarding: 'ecmp',
    nodes: 4,
    maker: { ...SELF, startTicks: -1 },
    left: false,
    unprivileged: false,
    servers: [],
    ...changes,
  };
}
