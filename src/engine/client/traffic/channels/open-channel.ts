import type { Endpoint } from '../../../addresses/endpoint.ts';
import { directSend } from '../../../platform/direct-send.ts';
import type { TrafficPlan } from '../../plan/traffic-plan.ts';
import type { Channel, ChannelEvents } from './channel.ts';
import { TcpChannel } from './tcp-channel.ts';
import { UdpChannel } from './udp-channel.ts';

/** Begins to connect a slot with an endpoint, from a source if there is one. */
export type OpenChannel = (
  slot: number,
  endpoint: Endpoint,
  source: Endpoint | undefined,
) => Channel;

const READ_BYTES = 65_536;

/** The way to make channels of a plan's transport; what they share is made once. */
export function channelOpener(
  { transport, packetSizeBytes, firstClient, seed }: TrafficPlan,
  events: ChannelEvents,
): OpenChannel {
  if (transport === 'tcp') {
    const wire = {
      packet: Buffer.alloc(packetSizeBytes),
      // Longer than an echo: a read that does not fill it is known to be the last for now.
      readBuffer: Buffer.alloc(Math.max(READ_BYTES, packetSizeBytes + 1)),
      send: directSend(),
      events,
    };
    return (slot, endpoint, source) => new TcpChannel(slot, wire, endpoint, source);
  }
  const tagOf = (slot: number): number => Math.imul(seed ^ (firstClient + slot), 0x9e3779b1) >>> 0;
  const wire = { packetSizeBytes, events, tagOf };
  return (slot, endpoint, source) => new UdpChannel(slot, wire, endpoint, source);
}
