import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLabRecords } from '../../../src/lab/system/lab-record.ts';
import { testFolder } from '../../support/test-folder.ts';
import { recordOf } from './lab-records.ts';

describe('records of labs', () => {
  it('are kept until they are removed, for their owner alone', () => {
    const folder = join(testFolder(), 'records');
    const records = openLabRecords(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    records.write(recordOf('b'));
    records.write(recordOf('a', { purpose: 'loss' }));
    records.write(recordOf('a', { purpose: 'ecmp' }));
    expect(openLabRecords(folder).list()).toEqual([
      recordOf('a', { purpose: 'ecmp' }),
      recordOf('b'),
    ]);
    records.remove('a');
    records.remove('a');
    expect(records.list().map(({ id }) => id)).toEqual(['b']);
  });
});
