import type Koffi from 'koffi';
import { createRequire } from 'node:module';

/** A pointer is given as memory of ours, or as an address. */
type CArgument = number | bigint | Uint8Array | null;

/** A function of the C library that gives a whole number; -1 = it failed, `errno` says why. */
export type CFunction = (...values: CArgument[]) => number;

/** The C library of this process. */
export interface Libc {
  /** @param definition as in C, with types that koffi knows */
  func(definition: string): CFunction;
  /** Number of the error of the last call that failed. */
  errno(): number;
  /** Where the memory lies. It stays there as long as the buffer lives. */
  address(buffer: Uint8Array): bigint;
  readonly koffi: typeof Koffi;
}

/** Numbers and layouts that are used with it are those of Linux on these processors. */
const PROCESSORS = ['x64', 'arm64'];

let loaded: Libc | null | undefined;

/** The C library, or undefined where it cannot be called: another system, or no koffi for it. */
export function libc(): Libc | undefined {
  loaded ??= load() ?? null;
  return loaded ?? undefined;
}

function load(): Libc | undefined {
  if (process.platform !== 'linux' || !PROCESSORS.includes(process.arch)) return undefined;
  try {
    const koffi = createRequire(import.meta.url)('koffi') as typeof Koffi;
    const library = koffi.load(null);
    return {
      func: (definition) => library.func(definition) as CFunction,
      errno: () => koffi.errno(),
      address: (buffer) => koffi.address(buffer),
      koffi,
    };
  } catch {
    return undefined;
  }
}
