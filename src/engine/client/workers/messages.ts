import type { ConnectionState, StopReason } from '../../../stats/index.ts';
import type { EngineErrorDetails } from '../../errors.ts';
import type { PartReport } from '../parts/part.ts';
import type { StartOfRun } from '../parts/start-of-run.ts';

export type ToWorker =
  | { readonly kind: 'start'; readonly start: StartOfRun }
  | { readonly kind: 'stop'; readonly reason: StopReason };

/** What became of a connection. */
export interface ConnectionNews {
  readonly over: boolean;
  readonly state: ConnectionState;
}

export type FromWorker =
  | { readonly kind: 'ready' }
  /** The traffic cannot begin. */
  | { readonly kind: 'refused'; readonly details: EngineErrorDetails }
  | { readonly kind: 'connections'; readonly news: readonly ConnectionNews[] }
  | { readonly kind: 'report'; readonly report: PartReport }
  | { readonly kind: 'notice'; readonly notice: string }
  | { readonly kind: 'over'; readonly reason: StopReason };
