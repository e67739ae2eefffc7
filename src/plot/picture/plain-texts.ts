import { plainText } from '../../analyze/index.ts';

/**
 * A description whose texts are all plain, wherever they stand in it: titles, labels, legends, data.
 * What had none but plain ones comes back as it is.
 */
export function plainTexts<T>(value: T): T {
  if (typeof value === 'string') return plainText(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return plainList(value) as T;
  return plainObject(value) as T;
}

function plainObject(value: object): object {
  let copy: Record<string, unknown> | undefined;
  for (const [key, member] of Object.entries(value)) {
    const plain: unknown = plainTexts(member as unknown);
    if (plain !== member) (copy ??= { ...value })[key] = plain;
  }
  return copy ?? value;
}

function plainList(list: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const plain = plainTexts(list[i]);
    if (plain !== list[i]) (copy ??= [...list])[i] = plain;
  }
  return copy ?? list;
}
