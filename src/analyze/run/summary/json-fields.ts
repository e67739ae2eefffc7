import type { JsonValue } from '../../../stats/pure.ts';

/** A number that an object has; undefined where it has none, or where there is no object. */
export function numberField(value: JsonValue | undefined, key: string): number | undefined {
  const field = objectField(value, key);
  return typeof field === 'number' ? field : undefined;
}

/** The elements of an array that an object has; none where it has none. */
export function arrayField(value: JsonValue | undefined, key: string): readonly JsonValue[] {
  const field = objectField(value, key);
  return Array.isArray(field) ? (field as readonly JsonValue[]) : [];
}

function objectField(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return (value as { readonly [key: string]: JsonValue })[key];
}
