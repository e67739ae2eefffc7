import { parseStats, type ParseOptions, type Run } from '../../src/stats/index.ts';

const encoder = new TextEncoder();

/** A run from text, for tests. */
export function parseText(text: string, options: ParseOptions = {}): Promise<Run> {
  return parseStats(encoder.encode(text), { source: 'run.json', ...options });
}

/** The message of the error that a promise is rejected with; fails where it is not rejected. */
export async function messageOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error, but there was none');
}
