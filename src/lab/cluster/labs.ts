import { LabError } from '../lab-error.ts';
import { isInUse, type LabRecord, type LabRecords } from '../system/lab-record.ts';
import { takeDown } from '../system/namespaces.ts';
import { runCommand } from '../system/run-command.ts';

/**
 * The labs to take down: the one that is named, else all that nobody uses.
 *
 * @throws {LabError} where the named one does not exist, or is in use
 */
export function labsToStop(records: readonly LabRecord[], id?: string): LabRecord[] {
  if (id === undefined) return records.filter((record) => !isInUse(record));
  const record = labNamed(records, id);
  if (isInUse(record)) {
    throw new LabError({
      code: 'option',
      option: 'id',
      expected: 'a lab that nobody uses',
      found: `'${id}' in use by process ${record.maker.pid}: interrupt that`,
    });
  }
  return [record];
}

/**
 * The lab to work in: the one that is named, else the only one.
 *
 * @throws {LabError} where there is none, or it is not clear which
 */
export function labToEnter(records: readonly LabRecord[], id?: string): LabRecord {
  if (id !== undefined) return labNamed(records, id);
  const [only, ...others] = records;
  if (only === undefined) {
    throw noLab();
  }
  if (others.length > 0) {
    throw noSuchLab(records, 'none');
  }
  return only;
}

function labNamed(records: readonly LabRecord[], id: string): LabRecord {
  const record = records.find((known) => known.id === id);
  if (record !== undefined) return record;
  throw records.length === 0 ? noLab() : noSuchLab(records, `'${id}'`);
}

function noLab(): LabError {
  return new LabError({
    code: 'option',
    expected: 'a lab that is up',
    found: "none: start one with 'ctraffic-lab test start'",
  });
}

function noSuchLab(records: readonly LabRecord[], found: string): LabError {
  const ids = records.map((known) => known.id).join(', ');
  return new LabError({ code: 'option', option: 'id', expected: `one of the labs ${ids}`, found });
}

/** Takes down a lab of this process' own user namespace, and forgets it. */
export async function stopLab(record: LabRecord, records: LabRecords): Promise<void> {
  await takeDown(record.id, runCommand);
  records.remove(record.id);
}
