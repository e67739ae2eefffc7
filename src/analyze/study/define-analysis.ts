import type { ConnectionColumn } from '../../stats/pure.ts';
import { createReport, type Report, type ReportParts } from '../reports/report.ts';
import { studyOf, type RunOrStudy, type Study, type StudyOptions } from './study.ts';

interface Named {
  /** Of its command, its chart and its place on a page. */
  readonly name: string;
  /** Half a sentence for help and tables of commands. */
  readonly summary: string;
}

/** The options that an analysis has: each of them, so that none is forgotten where they are offered. */
export type Takes<Options extends object> = { readonly [Name in keyof Options]-?: true };

/** Of an analysis that is asked for nothing but the run and its events. */
export type NoOptions = object;

interface RunAnalysisFacts<
  Columns extends readonly ConnectionColumn[],
  Options extends object,
> extends Named {
  /** Columns of the connections that it reads; no others need be there. */
  readonly columns: Columns;
  /** Whether events change what it finds. */
  readonly takesEvents: boolean;
  readonly takes: NoInfer<Takes<Options>>;
  /** The original has it, too, and scripts parse its text. */
  readonly isOriginal?: true;
}

/** What an analysis of one run is made of; all of its options may be absent. */
export interface RunAnalysisParts<
  Columns extends readonly ConnectionColumn[],
  Options extends object,
  Found,
  Data,
> extends RunAnalysisFacts<Columns, Options> {
  readonly find: (study: Study<Columns[number]>, options: Options) => Found;
  readonly report: (found: Found, study: Study<Columns[number]>) => ReportParts<Data>;
}

/** An analysis of one run: what it reads, what it finds, and the report that tells of it. */
export interface RunAnalysis<
  Columns extends readonly ConnectionColumn[],
  Options extends object,
  Found,
  Data = Found,
> extends RunAnalysisFacts<Columns, Options> {
  readonly input: 'run';
  readonly find: (of: RunOrStudy<Columns[number]>, options?: StudyOptions & Options) => Found;
  readonly report: (
    of: RunOrStudy<Columns[number]>,
    options?: StudyOptions & Options,
  ) => Report<Data>;
}

/** Makes an analysis of one run: a column that it reads and does not name does not compile. */
export function defineAnalysis<
  const Columns extends readonly ConnectionColumn[],
  Options extends object,
  Found,
  Data,
>({
  find,
  report,
  ...facts
}: RunAnalysisParts<Columns, Options, Found, Data>): RunAnalysis<Columns, Options, Found, Data> {
  const noOptions = {} as Options;
  return {
    ...facts,
    input: 'run',
    find: (of, options) => find(studyOf(of, options), options ?? noOptions),
    report: (of, options) => {
      const study = studyOf(of, options);
      return createReport(report(find(study, options ?? noOptions), study));
    },
  };
}

/** What is to be expected of a plan, without any run. */
export interface Prediction<Plan extends object, Found> extends Named {
  readonly input: 'none';
  /** @throws {OptionError} where nothing can be said of such a plan */
  readonly find: (plan: Plan) => Found;
  readonly report: (plan: Plan) => Report<Found>;
}

/** Makes an analysis that needs no run. */
export function definePrediction<Plan extends object, Found>({
  report,
  ...others
}: Named & {
  readonly find: (plan: Plan) => Found;
  readonly report: (found: Found) => ReportParts<Found>;
}): Prediction<Plan, Found> {
  return {
    ...others,
    input: 'none',
    report: (plan) => createReport(report(others.find(plan))),
  };
}

/** An analysis of several runs: merged, or held against each other. */
export interface RunsAnalysis<
  Columns extends readonly ConnectionColumn[],
  Found,
  Data = Found,
> extends Named {
  readonly input: 'runs';
  readonly columns: Columns;
  readonly find: (studies: readonly Study<Columns[number]>[]) => Found;
  readonly report: (studies: readonly Study<Columns[number]>[]) => Report<Data>;
}

/** Makes an analysis of several runs. */
export function defineRunsAnalysis<const Columns extends readonly ConnectionColumn[], Found, Data>({
  report,
  ...others
}: Named & {
  readonly columns: Columns;
  readonly find: (studies: readonly Study<Columns[number]>[]) => Found;
  readonly report: (found: Found) => ReportParts<Data>;
}): RunsAnalysis<Columns, Found, Data> {
  return {
    ...others,
    input: 'runs',
    report: (studies) => createReport(report(others.find(studies))),
  };
}
