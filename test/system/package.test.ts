import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const require = createRequire(import.meta.url);

describe('what the package asks for', () => {
  it('of canvas is what is tested, from its oldest version on', () => {
    const { name, version } = require('canvas/package.json') as Record<'name' | 'version', string>;
    expect(manifest.devDependencies.canvas).toBe(`npm:${name}@${version}`);
    expect(manifest.peerDependencies.canvas).toBe(`npm:${name}@^${version}`);
  });
});
