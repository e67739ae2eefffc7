import { counted } from './number-text.ts';

/** Says how many labels a picture lacks. */
export function hiddenNote(hidden: number): string {
  return `${counted(hidden, 'label')} without room`;
}
