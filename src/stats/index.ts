export { readStats, type ReadOptions, type ReadProgress } from './file.ts';
export * from './pure.ts';
