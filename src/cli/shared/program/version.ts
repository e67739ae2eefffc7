import manifest from '../../../../package.json' with { type: 'json' };

/** Version of the package; bundled, so that a program that starts reads no file for it. */
export const VERSION: string = manifest.version;
