import { concatBytes } from './concat-bytes.ts';

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
    if (next.done !== true) head = concatBytes(head, next.value);
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

/** Unpacks with what browsers and Node have in common. Node alone reads concatenated streams. */
async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const read = (): ReturnType<typeof reader.read> => {
    const result = reader.read().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new GunzipError(reason, { cause: error });
    });
    // Whoever stops early never awaits the last one.
    result.catch(nothing);
    return result;
  };
  const source = chunks[Symbol.asyncIterator]();
  let reading = read();
  let arriving: Promise<IteratorResult<Uint8Array, unknown>> | undefined = source.next();
  try {
    // What is unpacked is handed on before more is asked for, and while more is waited for.
    while (arriving !== undefined) {
      const first: Arrival = await Promise.race([arriving.then(asArrival), reading.then(asOutput)]);
      if (first.kind === 'output') {
        if (first.result.done) return;
        yield first.result.value;
        reading = read();
      } else if (first.result.done === true) {
        arriving = undefined;
      } else {
        // A copy, since the stream may hold it longer than the source keeps its piece unchanged.
        // What is wrong with the stream the reading side tells.
        const { value } = first.result;
        const taken: Promise<void> = writer.write(value.slice()).then(nothing, nothing);
        const next = taken.then(() => source.next());
        next.catch(nothing);
        arriving = next;
      }
    }
    writer.close().catch(nothing);
    for (;;) {
      const { done, value } = await reading;
      if (done) return;
      yield value;
      reading = read();
    }
  } finally {
    await reader.cancel().catch(nothing);
    // Not waited for: a source that is waited for may never answer.
    source.return?.(undefined).catch(nothing);
  }
}

type Arrival =
  | { readonly kind: 'input'; readonly result: IteratorResult<Uint8Array, unknown> }
  | { readonly kind: 'output'; readonly result: Output };
type Output = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>>;

const asArrival = (result: IteratorResult<Uint8Array, unknown>): Arrival => ({
  kind: 'input',
  result,
});
const asOutput = (result: Output): Arrival => ({ kind: 'output', result });
const nothing = (): void => undefined;
