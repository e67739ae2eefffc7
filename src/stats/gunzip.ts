/** The first two bytes of every gzip stream (RFC 1952, 2.3.1). */
const MAGIC = [0x1f, 0x8b] as const;

/** A gzip stream that cannot be unpacked further. */
export class GunzipError extends Error {
  override readonly name = 'GunzipError';
}

/** The pieces as they are, or unpacked where their first bytes say that they are gzip. */
export async function* gunzipIfPacked(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = new Uint8Array(0);
  let done = false;
  while (head.length < MAGIC.length && !done) {
    const next = await iterator.next();
    done = next.done === true;
    if (next.done !== true) head = concat(head, next.value);
  }
  const rest = withHead(head, iterator);
  if (head[0] === MAGIC[0] && head[1] === MAGIC[1]) yield* gunzip(rest);
  else yield* rest;
}

async function* withHead(
  head: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    if (head.length > 0) yield head;
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** Unpacks with what browsers and Node have in common; concatenated streams become one. */
async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  let sourceError: Error | undefined;
  const feeding = (async () => {
    try {
      for await (const chunk of chunks) {
        try {
          // A copy, since the stream may hold it longer than the source keeps its piece unchanged.
          await writer.write(chunk.slice());
        } catch {
          return; // the reading side reports what is wrong with the stream
        }
      }
      await writer.close().catch(() => undefined);
    } catch (error) {
      sourceError = error instanceof Error ? error : new Error(String(error));
      await writer.abort(error).catch(() => undefined);
    }
  })();
  const reader = stream.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    if (sourceError !== undefined) throw sourceError;
    throw new GunzipError(error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  } finally {
    await reader.cancel().catch(() => undefined);
    await feeding;
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
