export { createRandom, type Random } from '../../stats/pure.ts';
