type Column =
  | Float64Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>;

/** A copy of a column, with room for so many rows. */
export function resized<A extends Column>(
  values: A,
  Constructor: new (length: number) => A,
  capacity: number,
): A {
  const copy = new Constructor(capacity);
  copy.set(values);
  return copy;
}
