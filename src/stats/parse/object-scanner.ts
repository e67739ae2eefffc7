import { NO_FIELD } from '../columns/scanned-row.ts';
import { EXPECTATION, GREATEST } from '../fields/field-kind.ts';
import { isNumberField, type Field } from '../fields/field.ts';
import { foldKey } from '../fields/fold-key.ts';
import {
  byteAt,
  CLOSE_BRACE,
  COLON,
  COMMA,
  LOWER_N,
  MINUS,
  NINE,
  QUOTE,
  skipSpace,
  ZERO,
  type Window,
} from '../json/bytes.ts';
import { Fault, INCOMPLETE } from '../json/fault.ts';
import { keyPattern, patternEnd, type KeyPattern } from '../json/key-pattern.ts';
import { decodeUtf8, textOf } from '../json/text.ts';
import { keyEnd, literalEnd, numberEnd, stringEnd } from '../json/tokens.ts';
import { ValueSkipper } from '../json/value-skipper.ts';
import { FieldValues } from './field-values.ts';

/** So many digits always fit into a double. */
const EXACT_DIGITS = 15;

// How a field is read.
const NUMBER_FORM = 0;
const TEXT_FORM = 1;
const JSON_FORM = 2;

/** A field's key, as it mostly stands in the file. */
interface FieldKey extends KeyPattern {
  readonly field: number;
}

/**
 * Reads objects of known fields, one after another, into the same few numbers and spans.
 *
 * Objects of one file have their keys in the same order nearly always, so each key is first
 * compared with the one that stood there in the object before: no key is hashed or decoded.
 */
export class ObjectScanner extends FieldValues {
  readonly #fields: readonly Field[];
  readonly #keys: readonly FieldKey[];
  readonly #byKey: ReadonlyMap<string, number>;
  /** How each field is read. */
  readonly #forms: Uint8Array;
  readonly #greatest: Float64Array;
  /** The keys of the object before; undefined where none of ours stood. */
  readonly #order: (FieldKey | undefined)[] = [];
  readonly #skipper = new ValueSkipper();
  readonly #depth: number;

  /** @param depth how many objects and arrays the objects stand in */
  constructor(fields: readonly Field[], depth: number) {
    super(fields);
    this.#fields = fields;
    this.#depth = depth;
    this.#keys = fields.map(({ key }, field) => ({ field, ...keyPattern(key) }));
    this.#byKey = new Map(fields.map(({ key }, index) => [foldKey(key), index]));
    this.#forms = Uint8Array.from(fields, formOf);
    this.#greatest = Float64Array.from(fields, (field) =>
      isNumberField(field) ? GREATEST[field.kind] : 0,
    );
  }

  /** Path of the member at hand below its object, as `.Ended`; '' where it is unknown. */
  get memberPath(): string {
    const key = this.#fields[this.found]?.key;
    return key === undefined ? '' : `.${key}`;
  }

  /**
   * Reads the object whose `{` is at `position`.
   *
   * @returns the position behind its `}`, or `INCOMPLETE`
   */
  scan(window: Window, position: number): number {
    const { bytes, end } = window;
    this.begin();
    let at = skipSpace(bytes, position + 1);
    if (byteAt(bytes, at) === CLOSE_BRACE) {
      this.settle();
      return at + 1;
    }
    for (let step = 0; ; step++) {
      at = this.member(window, at, step);
      if (at === INCOMPLETE) return INCOMPLETE;
      at = skipSpace(bytes, at);
      const byte = byteAt(bytes, at);
      if (byte === COMMA) {
        at = skipSpace(bytes, at + 1);
      } else if (byte === CLOSE_BRACE) {
        this.#order[step + 1] = undefined;
        this.settle();
        return at + 1;
      } else if (at >= end) {
        return INCOMPLETE;
      } else {
        throw new Fault(at, '"," or "}"');
      }
    }
  }

  /**
   * Reads `"key": value` at `position`, which is the `step`-th of its object.
   *
   * @returns the position behind the value, or `INCOMPLETE`
   */
  member(window: Window, position: number, step: number): number {
    const { bytes, end } = window;
    const predicted = this.#order[step];
    let at = predicted === undefined ? INCOMPLETE : patternEnd(window, position, predicted);
    if (predicted !== undefined && at !== INCOMPLETE) {
      this.found = predicted.field;
    } else {
      at = this.#key(window, position, step);
      if (at === INCOMPLETE) return INCOMPLETE;
    }
    at = skipSpace(bytes, at);
    if (at >= end) return INCOMPLETE;
    const valueEnd = this.#value(window, at, this.found);
    if (valueEnd !== INCOMPLETE) this.found = NO_FIELD;
    return valueEnd;
  }

  /** Reads `"key":` at `position` and remembers in `found` which field it names. */
  #key(window: Window, position: number, step: number): number {
    const { bytes, end } = window;
    const behindKey = keyEnd(window, position);
    if (behindKey === INCOMPLETE) return INCOMPLETE;
    const key = textOf(bytes, position + 1, behindKey - 1);
    this.found = this.#byKey.get(foldKey(key)) ?? NO_FIELD;
    this.#order[step] = this.#keys[this.found];
    const colon = skipSpace(bytes, behindKey);
    if (byteAt(bytes, colon) === COLON) return colon + 1;
    if (colon >= end) return INCOMPLETE;
    throw new Fault(colon, '":"');
  }

  /** Numbers and texts in one place: parts of it, as functions, are calls that V8 does not inline, some 4 % of all. */
  #value(window: Window, position: number, field: number): number {
    const first = byteAt(window.bytes, position);
    if (field < 0 || first === LOWER_N) return this.#passOver(window, position, field);
    const form = this.#forms[field];
    if (form === JSON_FORM) return this.#passOver(window, position, field);
    this.note(field);
    if (form === TEXT_FORM) {
      if (first !== QUOTE) throw this.#wrongValue(position, field);
      const close = stringEnd(window, position + 1);
      if (close === INCOMPLETE) return INCOMPLETE;
      this.from[field] = position + 1;
      this.to[field] = close;
      return close + 1;
    }
    const { bytes } = window;
    let at = position;
    let value = 0;
    for (;;) {
      const digit = byteAt(bytes, at) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      at++;
    }
    const digits = at - position;
    const next = byteAt(bytes, at);
    const plain =
      digits > 0 &&
      digits <= EXACT_DIGITS &&
      (next === COMMA || next === CLOSE_BRACE || (next <= 0x20 && at < window.end)) &&
      (digits === 1 || first !== ZERO);
    if (!plain) return this.#unusualNumber(window, position, field);
    if (value > (this.#greatest[field] as number)) throw this.#wrongValue(position, field);
    this.numbers[field] = value;
    return at;
  }

  /** Numbers with a sign, a fraction, an exponent, many digits, or white space behind them. */
  #unusualNumber(window: Window, position: number, field: number): number {
    const first = byteAt(window.bytes, position);
    if (first !== MINUS && (first < ZERO || first > NINE)) throw this.#wrongValue(position, field);
    const end = numberEnd(window, position);
    if (end === INCOMPLETE) return INCOMPLETE;
    const value = Number(decodeUtf8(window.bytes, position, end));
    const kind = this.#fields[field]?.kind;
    if (kind === 'end' && value < 0) {
      this.numbers[field] = Infinity;
      return end;
    }
    const possible =
      value >= 0 &&
      value <= (this.#greatest[field] as number) &&
      (kind === 'rate' || Number.isInteger(value));
    if (!possible) throw this.#wrongValue(position, field);
    this.numbers[field] = value;
    return end;
  }

  /** Passes over what is not kept as a number or text: unknown keys, `null`, JSON values. */
  #passOver(window: Window, position: number, field: number): number {
    if (field >= 0 && this.#forms[field] !== JSON_FORM) return literalEnd(window, position);
    this.#skipper.start(this.#depth + 1);
    const end = this.#skipper.run(window, position);
    if (end !== INCOMPLETE && field >= 0) {
      this.from[field] = position;
      this.to[field] = end;
      this.note(field);
    }
    return end;
  }

  #wrongValue(position: number, field: number): Fault {
    const { key, kind } = this.#fields[field] as Field;
    return new Fault(position, EXPECTATION[kind], { code: 'value', member: `.${key}` });
  }
}

function formOf(field: Field): number {
  if (isNumberField(field)) return NUMBER_FORM;
  return field.kind === 'text' ? TEXT_FORM : JSON_FORM;
}
