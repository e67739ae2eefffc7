/**
 * Compiling Vega-Lite takes longer than drawing a small chart. Charts of one kind differ in their
 * data, sizes and words alone, and those travel through the compiler as they are: here they are
 * taken out of a description, so that what is left can be compiled beforehand.
 */

/** What is left of a description without its slots, and what the slots held. */
export interface Shape {
  readonly key: string;
  readonly slots: readonly unknown[];
}

/** Numbers that the compiler passes on. */
const NUMBERS = new Set([
  'width',
  'height',
  'left',
  'right',
  'top',
  'bottom',
  'offset',
  'columns',
  'limit',
  'size',
]);
/** Texts that it passes on. */
const TEXTS = new Set(['text', 'subtitle', 'description', 'labelExpr', 'title']);
/** Lists that it passes on; domains of numbers keep their length. */
const LISTS = new Set(['values', 'domain', 'range']);

type Replace = (value: unknown, index: number) => unknown;

/** Longer lists are not compared with each other. */
const MOST_COMPARED = 64;

/**
 * A copy of a description with its slots replaced, in an order that depends on its shape alone.
 * Texts and lists that are alike are one slot, since the compiler unites what several layers say.
 */
function replaceSlots(spec: unknown, replace: Replace): unknown {
  const known = new Map<string, number>();
  let count = 0;
  const slot = (value: unknown): unknown => replace(value, count++);
  const sharedSlot = (value: unknown): unknown => {
    const text = JSON.stringify(value);
    const index = known.get(text) ?? count++;
    known.set(text, index);
    return replace(value, index);
  };
  const visit = (value: unknown, name: string): unknown => {
    if (typeof value === 'number') return NUMBERS.has(name) ? slot(value) : value;
    if (typeof value === 'string') return TEXTS.has(name) ? sharedSlot(value) : value;
    if (Array.isArray(value)) {
      const [first, ...rest] = value as unknown[];
      // Whether an axis begins at 0 matters to the compiler.
      if (name === 'domain' && typeof first === 'number') return [first, ...rest.map(sharedSlot)];
      if (!LISTS.has(name)) return value.map((item: unknown) => visit(item, ''));
      return value.length > MOST_COMPARED ? slot(value) : sharedSlot(value);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, visit(member, key)]),
    );
  };
  return visit(spec, '');
}

/** The shape of a description. Two of the same key are compiled to the same, but for their slots. */
export function shapeOf(spec: unknown): Shape {
  const slots: unknown[] = [];
  const rest = replaceSlots(spec, (value, index) => {
    slots[index] = value;
    return Array.isArray(value) ? [index] : typeof value === 'number' ? index : `#${index}`;
  });
  return { key: JSON.stringify(rest), slots };
}

/** Stand-ins that nothing else in a description is equal to. */
const FIRST_NUMBER = 7_310_400_000;
const MARK = '\u0001slot ';

/** A description whose slots hold stand-ins; compiled, it is a template. */
export function withStandIns(spec: unknown): unknown {
  return replaceSlots(spec, (value, index) =>
    typeof value === 'number'
      ? FIRST_NUMBER + index
      : Array.isArray(value)
        ? [`${MARK}${index}`]
        : `${MARK}${index}`,
  );
}

/** Whether every stand-in in a template stands alone, so that it can be replaced. */
export function isUsable(template: unknown): boolean {
  const alone = new RegExp(`"\\\\u0001${MARK.slice(1)}\\d+"`, 'g');
  return !JSON.stringify(template).replace(alone, '').includes(MARK.slice(1));
}

/** A template with the slots of a description in place of the stand-ins. */
export function fillTemplate(template: unknown, slots: readonly unknown[]): unknown {
  const slotOf = (text: string): unknown => slots[Number(text.slice(MARK.length))];
  const visit = (value: unknown): unknown => {
    if (typeof value === 'number') {
      const index = value - FIRST_NUMBER;
      return index >= 0 && index < slots.length ? slots[index] : value;
    }
    if (typeof value === 'string') return value.startsWith(MARK) ? slotOf(value) : value;
    if (Array.isArray(value)) {
      const [only] = value as unknown[];
      return value.length === 1 && typeof only === 'string' && only.startsWith(MARK)
        ? slotOf(only)
        : value.map(visit);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, visit(member)]));
  };
  return visit(template);
}
