import { textWidth } from './text-width.ts';

const ELLIPSIS = '…';

/** Shortens a text in its middle until it is at most `width` pixels wide. */
export function shortenMiddle(text: string, width: number, fontSize: number): string {
  return shorten(text, width, fontSize, (letters, kept) => {
    const head = Math.ceil(kept / 2);
    return [letters.slice(0, head), letters.slice(letters.length - (kept - head))];
  });
}

/** Shortens a text at its end until it is at most `width` pixels wide. */
export function shortenEnd(text: string, width: number, fontSize: number): string {
  return shorten(text, width, fontSize, (letters, kept) => [letters.slice(0, kept), []]);
}

type Keep = (
  letters: readonly string[],
  kept: number,
) => readonly [head: readonly string[], tail: readonly string[]];

/** The most letters that have room beside an ellipsis: the more are kept, the wider it is. */
function shorten(text: string, width: number, fontSize: number, keep: Keep): string {
  if (textWidth(text, fontSize) <= width) return text;
  const letters = Array.from(text);
  const shortened = (kept: number): string => {
    const [head, tail] = keep(letters, kept);
    return `${head.join('')}${ELLIPSIS}${tail.join('')}`;
  };
  let fitting = 0;
  let tooMany = letters.length;
  while (tooMany - fitting > 1) {
    const middle = Math.floor((fitting + tooMany) / 2);
    if (textWidth(shortened(middle), fontSize) <= width) fitting = middle;
    else tooMany = middle;
  }
  return shortened(fitting);
}

/** The first words of a text, `most` letters with the ellipsis that stands for the others. */
export function cutAtWord(text: string, most: number): string {
  if (Array.from(text).length <= most) return text;
  const room = Array.from(text)
    .slice(0, Math.max(0, most - 1))
    .join('');
  const words = room.slice(0, room.lastIndexOf(' ') + 1).replace(/[\s,:·]+$/, '');
  return words === '' ? cutAt(text, most) : `${words} ${ELLIPSIS}`;
}

/** Both ends of a text, `most` letters with the ellipsis that stands for its middle. */
export function cutMiddle(text: string, most: number): string {
  const letters = Array.from(text);
  if (letters.length <= most) return text;
  const kept = Math.max(0, most - 1);
  const head = Math.floor(kept / 2);
  return `${letters.slice(0, head).join('')}${ELLIPSIS}${letters.slice(letters.length - (kept - head)).join('')}`;
}

/** The first letters of a text, `most` with the ellipsis that stands for the others. */
export function cutAt(text: string, most: number): string {
  const letters = Array.from(text);
  if (letters.length <= most) return text;
  return `${letters.slice(0, Math.max(0, most - 1)).join('')}${ELLIPSIS}`;
}
