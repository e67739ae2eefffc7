import { randomInt } from 'node:crypto';

/** What Kubernetes makes names of: neither vowels, which could make words, nor digits like letters. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const GENERATION_LENGTH = 10;
const POD_LENGTH = 5;

/** Draws from 0 to below a limit. */
export type Draw = (limit: number) => number;

/** A generation of a Deployment: all its pods share the name up to their own last part. */
export function generationName(draw: Draw = randomInt): string {
  return `ctraffic-deployment-${letters(GENERATION_LENGTH, draw)}`;
}

export function podName(generation: string, draw: Draw = randomInt): string {
  return `${generation}-${letters(POD_LENGTH, draw)}`;
}

function letters(count: number, draw: Draw): string {
  return Array.from({ length: count }, () => ALPHABET[draw(ALPHABET.length)]).join('');
}
