import { isEmpty } from '../write/members-text.ts';
import { CONNECTION_FIELDS, HEADER_FIELDS, SAMPLE_FIELDS } from '../fields/connection-fields.ts';
import { keptNumber } from '../fields/kept-number.ts';
import { ALL_COLUMNS } from '../run/all-columns.ts';
import { ConnectionsBuilder, SamplesBuilder } from './connections-builder.ts';
import { RowEncoder } from './row-encoder.ts';
import type { ConnectionRow, SampleRow } from '../run/connection-rows.ts';
import type { Run, RunHeader } from '../run/run.ts';

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
  private readonly connectionEncoder = new RowEncoder(CONNECTION_FIELDS);
  private readonly sampleEncoder = new RowEncoder(SAMPLE_FIELDS);
  private readonly connections = new ConnectionsBuilder(ALL_COLUMNS);
  private readonly samples = new SamplesBuilder();

  /** @throws {RangeError} where a number cannot stand in a statistics file */
  addConnection(row: ConnectionRow): void {
    this.connectionEncoder.encode(row);
    this.connections.append(this.connectionEncoder, this.connectionEncoder.bytes);
  }

  /** @throws {RangeError} where a number cannot stand in a statistics file */
  addSample(row: SampleRow): void {
    this.sampleEncoder.encode(row);
    this.samples.append(this.sampleEncoder);
  }

  /**
   * The run, when the last row has been added.
   *
   * @throws {RangeError} where a number of the header cannot stand in a statistics file
   */
  finish(header: RunHeader): Run {
    return {
      header: keptHeader(header),
      connections: this.connections.finish(this.connectionEncoder.seen),
      samples: this.samples.finish(this.sampleEncoder.seen),
    };
  }
}

function keptHeader(header: RunHeader): RunHeader {
  const kept: Partial<Record<keyof RunHeader, unknown>> = {};
  for (const field of HEADER_FIELDS) {
    const { name, kind, optional } = field;
    const value = header[name];
    if (value === undefined || (optional === true && isEmpty(field, value))) continue;
    kept[name] = kind === 'text' || kind === 'json' ? value : keptNumber(field, value);
  }
  return kept as unknown as RunHeader;
}
