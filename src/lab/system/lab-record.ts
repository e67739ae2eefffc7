import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../lab-error.ts';
import { LAB_ID } from '../topology/names.ts';
import type { Forwarding, Mode } from '../topology/topology.ts';
import { isAlive, type ProcessIdentity } from './process-identity.ts';

/** What is kept of a lab outside of it, so that another program can find it. */
export interface LabRecord {
  readonly id: string;
  /** What the lab was made for. */
  readonly purpose: string;
  readonly mode: Mode;
  readonly forwarding: Forwarding;
  readonly nodes: number;
  /** The program that made it. */
  readonly maker: ProcessIdentity;
  /** It shall stay up when its maker has ended. */
  readonly left: boolean;
  /** It lives in a user namespace of its own. */
  readonly unprivileged: boolean;
  readonly servers: readonly ServerRecord[];
}

export interface ServerRecord extends ProcessIdentity {
  readonly node: number;
  readonly hostname: string;
}

/** The records of all labs of one user: a file each. */
export interface LabRecords {
  /** Where a lab that is left up keeps what its servers say. */
  logPath(id: string): string;
  write(record: LabRecord): void;
  /** In order of their ids. */
  list(): LabRecord[];
  remove(id: string): void;
}

const OWNER_ONLY = 0o700;

/** @throws {LabError} where the folder belongs to another user */
export function openLabRecords(folder: string): LabRecords {
  const fileOf = (id: string): string => join(folder, `${id}.json`);
  mkdirSync(folder, { recursive: true, mode: OWNER_ONLY });
  const { uid } = lstatSync(folder);
  if (uid !== process.getuid?.()) {
    throw new LabError({
      code: 'environment',
      place: folder,
      expected: 'a folder of our own',
      found: `one of user ${uid}`,
    });
  }
  chmodSync(folder, OWNER_ONLY);
  const logPath = (id: string): string => join(folder, `${id}.log`);
  return {
    logPath,
    write(record) {
      // Renamed into its place: who reads it meanwhile sees the old one or the new one.
      const beside = `${fileOf(record.id)}.${process.pid}.tmp`;
      writeFileSync(beside, `${JSON.stringify(record, null, 2)}\n`);
      renameSync(beside, fileOf(record.id));
    },
    list: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.json') && LAB_ID.test(name.slice(0, -'.json'.length)))
        .sort()
        .map((name) => parseRecord(join(folder, name))),
    remove(id) {
      rmSync(fileOf(id), { force: true });
      rmSync(logPath(id), { force: true });
    },
  };
}

function parseRecord(path: string): LabRecord {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LabRecord;
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    const expected = 'the record of a lab';
    throw new LabError({ code: 'environment', place: path, expected, found, cause: error });
  }
}

/** Whether its maker still works in it: another program must not take it for abandoned. */
export function isInUse({ left, maker }: LabRecord): boolean {
  return !left && isAlive(maker);
}
