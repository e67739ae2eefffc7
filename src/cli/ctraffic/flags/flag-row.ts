import type { ClientOptions, ServerOptions } from '../../../engine/index.ts';

/** Where a flag belongs, which is also where help shows it. */
export type FlagGroup = 'both' | 'client' | 'server' | 'analysis';

/** The option of the engine that a flag sets, and to what; undefined = it stays unset. */
export type Setting<Options, Value> = {
  [K in keyof Options]-?: {
    readonly option: K;
    readonly from: (value: Value) => Options[K] | undefined;
  };
}[keyof Options];

/** All that there is to a flag. */
export interface FlagRow<Value> {
  /** As commander takes it: `--nconn <number>`. */
  readonly usage: string;
  readonly group: FlagGroup;
  readonly description: string;
  /** Makes the value of the text, or throws; texts are taken as they are where it is absent. */
  readonly parser?: (flag: string) => (text: string) => Value;
  /**
   * The original does not have it: it is refused where it does not belong. The original's are passed
   * over there, as it does, since scripts share them between both ends.
   */
  readonly isNew?: true;
  readonly client?: Setting<ClientOptions, Value>;
  readonly server?: Setting<ServerOptions, Value>;
}

type Parsed<Value> = Omit<FlagRow<Value>, 'usage' | 'group'>;

/** A flag whose value is parsed. */
export function flag<Value>(
  group: FlagGroup,
  usage: string,
  row: Parsed<Value> & Required<Pick<FlagRow<Value>, 'parser'>>,
): FlagRow<Value> {
  return { group, usage, ...row };
}

/** A flag whose value is any text. */
export function textFlag(
  group: FlagGroup,
  usage: string,
  row: Omit<Parsed<string>, 'parser'>,
): FlagRow<string> {
  return { group, usage, ...row };
}

/** A flag without a value, or with `=true` or `=false`. */
export function switchFlag(
  group: FlagGroup,
  usage: string,
  row: Omit<Parsed<boolean>, 'parser'>,
): FlagRow<boolean> {
  return { group, usage, ...row };
}
