import type { Study } from '../study/study.ts';

/** Holds a run against what it must be: what is wrong with it, or undefined where it holds. */
export type Gate = (study: Study<never>) => string | undefined;
