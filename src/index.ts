export * from './analyze/index.ts';
export * from './plot/index.ts';
export * from './stats/index.ts';
