import { Option } from 'commander';
import { familiesOf, LAB_ID, type Mode, type Topology } from '../../../lab/index.ts';
import { UsageError } from '../../shared/errors.ts';

/** What every command that builds a lab takes. */
export interface LabFlags {
  readonly mode: Mode;
  readonly main: 'ipv4' | 'ipv6';
  readonly id?: string;
  readonly dryRun?: true;
}

/** What a command takes that works on labs that are up. */
export type NamedLabFlags = Pick<LabFlags, 'id'>;

export function labOptions(): Option[] {
  return [
    new Option('--mode <mode>', 'addresses of the lab')
      .choices(['ipv4', 'ipv6', 'dual-stack'])
      .default('dual-stack'),
    new Option('--main <family>', 'which of two families the traffic takes')
      .choices(['ipv4', 'ipv6'])
      .default('ipv4'),
    idOption('name of the lab (default: a random one)'),
    new Option('--dry-run', 'print the commands that would build the lab, and run none'),
  ];
}

export function idOption(description: string): Option {
  return new Option('--id <id>', description).argParser((text) => {
    if (LAB_ID.test(text)) return text;
    throw new UsageError(`--id: expected up to 12 lower-case letters and digits, found '${text}'`);
  });
}

/** The families of the lab, the main one first. */
export function familiesFrom({ mode, main }: LabFlags): Topology['families'] {
  return familiesOf(mode, main === 'ipv4' ? 4 : 6);
}
