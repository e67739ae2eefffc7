import type { Option } from 'commander';
import type { Report } from '../../analyze/index.ts';

/** The flags that give the plan of a prediction, beside those of the analysis of the same name. */
export interface PlanFlags {
  readonly options: () => readonly Option[];
  /**
   * What `--predict` asks for; undefined where it is not there.
   *
   * @throws {UsageError} where flags belong to the other
   * @throws {OptionError} where nothing can be said of such a plan
   */
  readonly report: (flags: Readonly<Record<string, unknown>>) => Report | undefined;
}
