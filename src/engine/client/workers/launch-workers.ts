import { ownFile } from '../../platform/own-file.ts';
import type { Launch } from '../parts/launch.ts';
import { WorkerPart } from './worker-part.ts';

/** Each part in a thread of its own. */
export const launchWorkers: Launch = (orders) =>
  launchWorkersFrom(ownFile(import.meta.url, './worker.js'), orders);

/** @param path of the module that the threads run */
export async function launchWorkersFrom(
  path: string,
  orders: Parameters<Launch>[0],
): ReturnType<Launch> {
  const parts = orders.map((order) => new WorkerPart(path, order));
  try {
    await Promise.all(parts.map((part) => part.ready));
  } catch (error) {
    await Promise.all(parts.map((part) => part.abandon()));
    throw error;
  }
  return {
    begin: (start, listenerOf) => {
      for (const [index, part] of parts.entries()) part.begin(start, listenerOf(index));
      return parts;
    },
  };
}
