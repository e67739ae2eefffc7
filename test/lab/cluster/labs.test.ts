import { describe, expect, it } from 'vitest';
import { labsToStop, labToEnter } from '../../../src/lab/cluster/labs.ts';
import { recordOf, SELF } from '../system/lab-records.ts';

describe('records of labs', () => {
  it('say which labs may be taken down', () => {
    const abandoned = recordOf('a');
    const inUse = recordOf('b', { maker: SELF });
    const left = recordOf('c', { maker: SELF, left: true });
    expect(labsToStop([abandoned, inUse, left])).toEqual([abandoned, left]);
    expect(labsToStop([abandoned, left], 'c')).toEqual([left]);
    expect(() => labsToStop([inUse], 'b')).toThrow(`in use by process ${process.pid}`);
    expect(() => labsToStop([left], 'd')).toThrow("id: expected one of the labs c, found 'd'");
    expect(() => labsToStop([], 'd')).toThrow('expected a lab that is up, found none');
  });

  it('say which lab is meant', () => {
    expect(labToEnter([recordOf('a')]).id).toBe('a');
    expect(labToEnter([recordOf('a'), recordOf('b')], 'b').id).toBe('b');
    expect(() => labToEnter([])).toThrow('expected a lab that is up, found none');
    expect(() => labToEnter([recordOf('a'), recordOf('b')])).toThrow(
      'id: expected one of the labs a, b, found none',
    );
  });
});
