import { studyOf, type RunOrStudy, type Study, type Takes } from '../../analyze/index.ts';
import type { ConnectionColumn, RunEvent } from '../../stats/index.ts';
import { eventMoments } from '../axes/moment.ts';
import { createChart, type Chart } from '../chart.ts';
import {
  chartContext,
  runFacts,
  type ChartContext,
  type ChartOptions,
  type RunFacts,
} from '../options.ts';
import type { ChartSpec } from '../picture/chart-spec.ts';
import { drawingContext, type DrawingContext } from '../terminal/drawing-context.ts';
import type { DrawingSize } from '../terminal/drawing.ts';

interface ChartNames<Columns extends readonly ConnectionColumn[], Options extends object> {
  /** Of its command, its files and its place on a page. */
  readonly name: string;
  /** Half a sentence for help and tables of commands. */
  readonly summary: string;
  /** Columns of the connections that it reads; no others need be there. */
  readonly columns: Columns;
  /** Options of its own, each of them, so that none is forgotten where they are offered. */
  readonly takes: NoInfer<Takes<Options>>;
  /** Whether it has a time axis of the run, with events as vertical rules. */
  readonly drawsEvents: boolean;
  /** What events are for, after "lines", where it is not said that they are vertical rules. */
  readonly eventsHelp?: string;
}

/** What a chart is made of. */
export interface ChartParts<
  Columns extends readonly ConnectionColumn[],
  Options extends object,
  Model,
> extends ChartNames<Columns, Options> {
  readonly title: string;
  /** What picture and drawing show, whatever their size: found once, for both. */
  readonly model: (study: Study<Columns[number]>, options: Options) => Model;
  readonly spec: (model: Model, context: ChartContext) => ChartSpec;
  readonly draw: (model: Model, context: DrawingContext, size: Partial<DrawingSize>) => string;
  /** Height of a picture that nobody gave one, where it grows with what it shows. */
  readonly height?: (model: Model, context: ChartContext) => number;
  /** The model of a table as the analysis of the same name prints it. */
  readonly readTable?: (text: string, source: string, options: Options) => ModelOfTable<Model>;
}

/** A model without a run. */
export interface ModelOfTable<Model> {
  readonly model: Model;
  /** Length of the time axis, in seconds. */
  readonly endS: number;
}

/** A chart of a run: what it reads, and how it is made. */
export interface RunChart<
  Columns extends readonly ConnectionColumn[],
  Options extends object,
  Model,
> extends ChartNames<Columns, Options> {
  /** Whether a picture whose height nobody gave grows with what it shows. */
  readonly grows: boolean;
  readonly plot: (of: RunOrStudy<Columns[number]>, options?: ChartOptions & Options) => Chart;
  /** The chart of what is at hand. */
  readonly plotModel: (model: Model, run: RunFacts, options?: ChartOptions) => Chart;
  /**
   * The chart of a table as the analysis of the same name prints it; undefined where there is none.
   *
   * @param source name of the file, for messages
   * @throws {StatsError} naming file and line
   */
  readonly plotTable:
    ((text: string, source: string, options?: ChartOptions & Options) => Chart) | undefined;
}

/** Makes a chart: a column that it reads and does not name does not compile. */
export function defineChart<
  const Columns extends readonly ConnectionColumn[],
  Options extends object,
  Model,
>(parts: ChartParts<Columns, Options, Model>): RunChart<Columns, Options, Model> {
  const { title, model: modelOf, spec, draw, height, readTable, ...names } = parts;
  const noOptions = {} as ChartOptions & Options;
  const contextOf = (
    options: ChartOptions,
    run: RunFacts,
    events: readonly RunEvent[],
  ): ChartContext =>
    chartContext(options, title, run, names.drawsEvents ? eventMoments(events) : []);
  const chartOf = (model: Model, usual: ChartContext, options: ChartOptions): Chart => {
    const context =
      height !== undefined && options.height === undefined
        ? { ...usual, height: height(model, usual) }
        : usual;
    return createChart(
      () => spec(model, context),
      (size) => draw(model, drawingContext(context), size),
    );
  };
  const plotModel = (model: Model, run: RunFacts, options: ChartOptions = {}): Chart =>
    chartOf(model, contextOf(options, run, options.events ?? []), options);
  return {
    ...names,
    grows: height !== undefined,
    plotModel,
    plot: (of, options = noOptions) => {
      const study = studyOf(of, options);
      const context = contextOf(options, runFacts(study.run.header), study.events);
      return chartOf(modelOf(study, options), context, options);
    },
    plotTable:
      readTable &&
      ((text, source, options = noOptions) => {
        const { model, endS } = readTable(text, source, options);
        return plotModel(model, { subtitle: '', endS }, options);
      }),
  };
}
