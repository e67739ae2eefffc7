/** Bytes as they come: all at once, in pieces, or as the stream of a file, a response or standard input. */
export type ByteSource =
  Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;

/** The pieces of a source, one after another. */
export async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array, void, void> {
  if (source instanceof Uint8Array) {
    yield source;
  } else if (Symbol.iterator in source || Symbol.asyncIterator in source) {
    yield* source;
  } else {
    yield* readerChunks(source);
  }
}

/** Not every browser can iterate over a `ReadableStream` yet; all have its reader. */
async function* readerChunks(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
