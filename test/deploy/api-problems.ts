import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** Where the types of each kind stand; they are generated from the API's own schema. */
const TYPES: Readonly<Record<string, { readonly module: string; readonly type: string }>> = {
  'v1 Service': { module: 'core/v1', type: 'Service' },
  'apps/v1 Deployment': { module: 'apps/v1', type: 'Deployment' },
  'batch/v1 Job': { module: 'batch/v1', type: 'Job' },
};

const require = createRequire(import.meta.url);
const API = dirname(require.resolve('kubernetes-types/package.json'));

/**
 * What the API would not understand of each manifest: unknown fields, wrong types, what is missing.
 * The compiler holds an object that is written down against its type, and is strict about both.
 */
export function apiProblems(manifests: readonly unknown[]): string[][] {
  const sources = new Map(
    manifests.map((manifest, index) => [`/manifest-${index}.ts`, sourceOf(manifest)]),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ['lib.es5.d.ts'],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const base = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...base,
    fileExists: (path) => sources.has(path) || base.fileExists(path),
    readFile: (path) => sources.get(path) ?? base.readFile(path),
    getSourceFile: (path, language, ...rest) => {
      const text = sources.get(path);
      return text === undefined
        ? base.getSourceFile(path, language, ...rest)
        : ts.createSourceFile(path, text, language);
    },
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  return [...sources.keys()].map((path) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '),
    );
  });
}

function sourceOf(manifest: unknown): string {
  const { apiVersion, kind } = manifest as { apiVersion?: string; kind?: string };
  const name = `${String(apiVersion)} ${String(kind)}`;
  const known = TYPES[name];
  if (known === undefined) throw new Error(`no type of the API is known for ${name}`);
  const from = JSON.stringify(join(API, known.module));
  return (
    `import type { ${known.type} } from ${from};\n` +
    `export const manifest: ${known.type} = ${JSON.stringify(manifest, null, 2)};\n`
  );
}
