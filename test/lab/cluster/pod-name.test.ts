import { describe, expect, it } from 'vitest';
import { generationName, podName } from '../../../src/lab/cluster/pod-name.ts';

describe('names of pods', () => {
  it('are those of a Deployment, and fit into the first echo', () => {
    const generation = generationName();
    expect(generation).toMatch(/^ctraffic-deployment-[bcdfghjklmnpqrstvwxz2456789]{10}$/);
    const name = podName(generation, () => 0);
    expect(name).toBe(`${generation}-bbbbb`);
    expect(name.length).toBeLessThan(64);
  });
});
