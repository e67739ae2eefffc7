/** Drawn anew by each process, so that nobody can make a file whose texts or keys all collide. */
export const HASH_SEED: number = Math.floor(Math.random() * 2 ** 32) | 0;
