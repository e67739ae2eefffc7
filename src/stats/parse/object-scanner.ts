import { EXPECTATION, foldKey, type Field, type FieldKind } from '../fields/connection-fields.ts';
import {
  byteAt,
  CLOSE_BRACE,
  COLON,
  COMMA,
  LOWER_N,
  QUOTE,
  skipSpace,
  ZERO,
  type Window,
} from '../json/bytes.ts';
import { Fault, INCOMPLETE } from '../json/fault.ts';
import { decodeUtf8, unescape } from '../json/text.ts';
import { keyPattern, patternEnd, type KeyPattern } from '../json/key-pattern.ts';
import { NO_FIELD, type ScannedRow } from '../columns/scanned-row.ts';
import { literalEnd, numberEnd, stringEnd } from '../json/tokens.ts';
import { ValueSkipper } from '../json/value-skipper.ts';

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
/** So many digits always fit into a double. */
const EXACT_DIGITS = 15;

const LIMIT: Readonly<Record<FieldKind, number>> = {
  time: MAX_SAFE,
  end: MAX_SAFE,
  count: 0xffff_ffff,
  slot: 0x7fff_ffff,
  rate: Number.MAX_VALUE,
  text: 0,
  json: 0,
};

/**
 * Reads objects of known fields, one after another, into the same few numbers and spans.
 *
 * Objects of one file have their keys in the same order nearly always, so each key is first
 * compared with the one that stood there in the object before: no key is hashed or decoded.
 */
export class ObjectScanner implements ScannedRow {
  readonly numbers: Float64Array;
  /** Where each text or JSON value stands in the window; empty where the object has none. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Bit i: some object so far has had field i. */
  seen = 0;
  /** Bit i: the object last scanned has field i. */
  present = 0;

  private readonly fields: readonly Field[];
  private readonly keys: readonly KeyPattern[];
  private readonly byKey: ReadonlyMap<string, number>;
  private readonly defaults: Float64Array;
  private readonly isText: Uint8Array;
  private readonly isJson: Uint8Array;
  private readonly limits: Float64Array;
  private readonly order: number[] = [];
  private readonly skipper = new ValueSkipper();
  private readonly depth: number;
  /** Bit i: field i may still have the value of an object before. */
  private stale = 0;
  found: number = NO_FIELD;

  /** @param depth how many objects and arrays the objects stand in */
  constructor(fields: readonly Field[], depth: number) {
    this.fields = fields;
    this.depth = depth;
    this.keys = fields.map(({ key }) => keyPattern(key));
    this.byKey = new Map(fields.map(({ key }, index) => [foldKey(key), index]));
    this.defaults = Float64Array.from(fields, ({ kind }) => (kind === 'slot' ? -1 : 0));
    this.isText = Uint8Array.from(fields, ({ kind }) => (kind === 'text' ? 1 : 0));
    this.isJson = Uint8Array.from(fields, ({ kind }) => (kind === 'json' ? 1 : 0));
    this.limits = Float64Array.from(fields, ({ kind }) => LIMIT[kind]);
    this.numbers = Float64Array.from(this.defaults);
    this.from = new Int32Array(fields.length);
    this.to = new Int32Array(fields.length);
  }

  /** Path of the member at hand below its object, as `.Ended`; '' where it is unknown. */
  get memberPath(): string {
    const key = this.fields[this.found]?.key;
    return key === undefined ? '' : `.${key}`;
  }

  /** Begins a new object. Values of the one before stay until `settle`: mostly all are overwritten. */
  begin(): void {
    this.found = NO_FIELD;
    this.stale |= this.present;
    this.present = 0;
  }

  /** Gives their defaults to the fields that the object did not have, but one before it had. */
  private settle(): void {
    const left = this.stale & ~this.present;
    this.stale = 0;
    if (left === 0) return;
    for (let field = 0; field < this.fields.length; field++) {
      if (((left >> field) & 1) === 0) continue;
      this.numbers[field] = this.defaults[field] as number;
      this.from[field] = 0;
      this.to[field] = 0;
    }
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
        this.order[step + 1] = NO_FIELD;
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
    let at = this.predictedKey(window, position, step);
    if (at === INCOMPLETE) {
      at = this.key(window, position, step);
      if (at === INCOMPLETE) return INCOMPLETE;
      at = skipSpace(bytes, at);
      if (byteAt(bytes, at) !== COLON) {
        if (at >= end) return INCOMPLETE;
        throw new Fault(at, '":"');
      }
      at++;
    }
    at = skipSpace(bytes, at);
    if (at >= end) return INCOMPLETE;
    const valueEnd = this.value(window, at, this.found);
    if (valueEnd !== INCOMPLETE) this.found = NO_FIELD;
    return valueEnd;
  }

  /** The position behind `"key":` if it is the one that the object before had here, else `INCOMPLETE`. */
  private predictedKey(window: Window, position: number, step: number): number {
    const predicted = this.order[step] ?? NO_FIELD;
    const pattern = predicted === NO_FIELD ? undefined : this.keys[predicted];
    if (pattern === undefined) return INCOMPLETE;
    const end = patternEnd(window, position, pattern);
    if (end !== INCOMPLETE) this.found = predicted;
    return end;
  }

  /** Reads the key at `position` and remembers in `found` which field it names. */
  private key(window: Window, position: number, step: number): number {
    const { bytes } = window;
    const end = readKey(window, position);
    if (end === INCOMPLETE) return INCOMPLETE;
    this.found = this.lookUp(bytes, position + 1, end - 1);
    this.order[step] = this.found;
    return end;
  }

  private lookUp(bytes: Uint8Array, from: number, to: number): number {
    return this.byKey.get(foldKey(textOf(bytes, from, to))) ?? NO_FIELD;
  }

  private value(window: Window, position: number, field: number): number {
    const { bytes } = window;
    const first = byteAt(bytes, position);
    if (field < 0 || first === LOWER_N || this.isJson[field] === 1) {
      return this.passOver(window, position, field);
    }
    this.present |= 1 << field;
    this.seen |= 1 << field;
    if (this.isText[field] === 1) {
      if (first !== QUOTE) throw this.wrongValue(position, field);
      const close = stringEnd(window, position + 1);
      if (close === INCOMPLETE) return INCOMPLETE;
      this.from[field] = position + 1;
      this.to[field] = close;
      return close + 1;
    }
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
      (first !== ZERO || digits === 1);
    if (plain) {
      if (value > (this.limits[field] as number)) throw this.wrongValue(position, field);
      this.numbers[field] = value;
      return at;
    }
    return this.unusualNumber(window, position, field);
  }

  /** Numbers with a sign, a fraction, an exponent, many digits, or white space behind them. */
  private unusualNumber(window: Window, position: number, field: number): number {
    const first = byteAt(window.bytes, position);
    if (first !== 0x2d && (first < ZERO || first > 0x39)) throw this.wrongValue(position, field);
    const end = numberEnd(window, position);
    if (end === INCOMPLETE) return INCOMPLETE;
    const value = Number(decodeUtf8(window.bytes, position, end));
    const kind = this.fields[field]?.kind;
    if (kind === 'end' && value < 0) {
      this.numbers[field] = Infinity;
      return end;
    }
    const possible =
      value >= 0 &&
      value <= (this.limits[field] as number) &&
      (kind === 'rate' || Number.isInteger(value));
    if (!possible) throw this.wrongValue(position, field);
    this.numbers[field] = value;
    return end;
  }

  /** Passes over what is not kept as a number or text: unknown keys, `null`, JSON values. */
  private passOver(window: Window, position: number, field: number): number {
    if (field >= 0 && this.isJson[field] === 0) return literalEnd(window, position);
    this.skipper.start(this.depth + 1);
    const end = this.skipper.run(window, position);
    if (end !== INCOMPLETE && field >= 0) {
      this.from[field] = position;
      this.to[field] = end;
      this.present |= 1 << field;
      this.seen |= 1 << field;
    }
    return end;
  }

  private wrongValue(position: number, field: number): Fault {
    const { key, kind } = this.fields[field] as Field;
    return new Fault(position, EXPECTATION[kind], { code: 'value', member: `.${key}` });
  }
}

/** @returns the position behind the key at `position`, or `INCOMPLETE` */
export function readKey(window: Window, position: number): number {
  if (byteAt(window.bytes, position) !== QUOTE) {
    if (position >= window.end) return INCOMPLETE;
    throw new Fault(position, 'a key');
  }
  const close = stringEnd(window, position + 1);
  return close === INCOMPLETE ? INCOMPLETE : close + 1;
}

/** The text between the quotes of a string that has been scanned. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  const scratch = new Uint8Array(to - from);
  const length = unescape(bytes, from, to, scratch);
  return decodeUtf8(scratch, 0, length, from);
}
