import type { ConnectionRow } from '../run/connections.ts';

/** A connection of a run under way, as it stands; with its client always. */
export type ConnectionState = ConnectionRow & { client: number };
