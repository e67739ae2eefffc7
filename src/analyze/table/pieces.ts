/** Letters of a piece: long enough that writing it costs little, short enough to be forgotten soon. */
const PIECE = 1 << 16;

/** Short texts put together to pieces that are worth a write each. */
export function* inPieces(texts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/** All of it in one string. */
export function joined(texts: Iterable<string>): string {
  let all = '';
  for (const text of texts) all += text;
  return all;
}
