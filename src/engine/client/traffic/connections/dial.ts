import type { Endpoint } from '../../../addresses/endpoint.ts';
import type { Milliseconds } from '../../../platform/clock.ts';
import type { Channel } from '../channels/channel.ts';

/** One address that is being asked for a connection, within an attempt. */
export interface Dial {
  readonly channel: Channel;
  readonly endpoint: Endpoint;
  /** Where it comes from; undefined = wherever the system chooses. */
  readonly source: Endpoint | undefined;
  /** When its attempt began. */
  readonly beganMs: Milliseconds;
  readonly askedMs: Milliseconds;
  /** Which of the addresses its attempt began with. */
  readonly first: number;
  /** Addresses that failed in this attempt before it. */
  readonly tried: number;
}
