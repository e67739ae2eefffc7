import { ConnectionsBuilder } from '../columns/connections-builder.ts';
import { SamplesBuilder } from '../columns/samples-builder.ts';
import { CONNECTION_FIELDS } from '../fields/connection-fields.ts';
import { isNumberField } from '../fields/field.ts';
import { HEADER_FIELDS } from '../fields/header-fields.ts';
import { isLeftOut } from '../fields/is-left-out.ts';
import { keptNumber } from '../fields/kept-number.ts';
import { SAMPLE_FIELDS } from '../fields/sample-fields.ts';
import { ALL_COLUMNS, type ConnectionRow } from '../run/connections.ts';
import type { Run, RunHeader } from '../run/run.ts';
import type { SampleRow } from '../run/samples.ts';
import { RowEncoder } from './row-encoder.ts';

/**
 * Makes a run of rows as they come, in as little memory as a run that was read: the same columns as
 * `parseStats` gives for what `writeStats` writes of these rows. A row may be reused once it is added.
 *
 * @example
 * const builder = new RunBuilder();
 * builder.addConnection(row);
 * const run = builder.finish(header);
 */
export class RunBuilder {
  readonly #connectionEncoder = new RowEncoder(CONNECTION_FIELDS);
  readonly #sampleEncoder = new RowEncoder(SAMPLE_FIELDS);
  readonly #connections = new ConnectionsBuilder(ALL_COLUMNS);
  readonly #samples = new SamplesBuilder();

  /** @throws {StatsError} where a number cannot stand in a statistics file */
  addConnection(row: ConnectionRow): void {
    this.#connectionEncoder.encode(row);
    this.#connections.append(this.#connectionEncoder, this.#connectionEncoder.bytes);
  }

  /** @throws {StatsError} where a number cannot stand in a statistics file */
  addSample(row: SampleRow): void {
    this.#sampleEncoder.encode(row);
    this.#samples.append(this.#sampleEncoder);
  }

  /**
   * The run as it stands: later rows do not change it. It shares its rows with the builder, so that
   * it costs next to nothing however many there are.
   *
   * @throws {StatsError} where a number of the header cannot stand in a statistics file
   */
  snapshot(header: RunHeader): Run {
    return {
      header: keptHeader(header),
      connections: this.#connections.snapshot(),
      samples: this.#samples.snapshot(),
    };
  }

  /**
   * The run, when the last row has been added.
   *
   * @throws {StatsError} where a number of the header cannot stand in a statistics file
   */
  finish(header: RunHeader): Run {
    return this.snapshot(header);
  }
}

function keptHeader(header: RunHeader): RunHeader {
  const kept: Partial<Record<keyof RunHeader, unknown>> = {};
  for (const field of HEADER_FIELDS) {
    const value = header[field.name];
    if (isLeftOut(field, value)) continue;
    kept[field.name] = isNumberField(field) ? keptNumber(field, value) : value;
  }
  return kept as unknown as RunHeader;
}
