import { CtrafficError } from '../../stats/pure.ts';

/** An analysis was asked for something that it cannot give. */
export class OptionError extends CtrafficError {
  override readonly name = 'OptionError';

  /** @param option its name in the options of the function */
  constructor(option: string, expected: string, found: string) {
    super({ code: 'option', option, expected, found });
  }
}
