import type { AnyAnalysis, AnyRunAnalysis, AnyRunsAnalysis } from '../../analyze/index.ts';
import { ECMP_PLAN } from './ecmp-plan.ts';
import type { PlanFlags } from './plan-flags.ts';
import { UPGRADE_PLAN } from './upgrade-plan.ts';

/** The flags of each prediction's plan, by its name. */
const PLAN_FLAGS: Readonly<Record<string, PlanFlags>> = {
  upgrade: UPGRADE_PLAN,
  ecmp: ECMP_PLAN,
};

/** A command: what it does with runs, and, with `--predict`, without any. */
export interface AnalyzeCommand {
  readonly analysis: AnyRunAnalysis | AnyRunsAnalysis;
  readonly plan?: PlanFlags;
}

/** One command for each analysis of runs; a prediction of the same name is part of it. */
export function commandsOf(analyses: readonly AnyAnalysis[]): AnalyzeCommand[] {
  const isPredicted = (name: string): boolean =>
    analyses.some((other) => other.input === 'none' && other.name === name);
  return analyses
    .filter((analysis) => analysis.input !== 'none')
    .map((analysis) => {
      const plan = isPredicted(analysis.name) ? PLAN_FLAGS[analysis.name] : undefined;
      return { analysis, ...(plan && { plan }) };
    });
}
