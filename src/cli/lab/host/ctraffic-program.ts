import { ownFile } from '../../../engine/light.ts';
import type { Command } from '../../../lab/index.ts';

/** The program `ctraffic` of this package. */
export const CTRAFFIC: Command['argv'] = [
  process.execPath,
  ownFile(import.meta.url, '../../../bin/ctraffic.cjs'),
];
