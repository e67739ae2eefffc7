import { isIP, SocketAddress } from 'node:net';
import { EngineError } from '../../errors.ts';

/** A network that source addresses are drawn from. */
export interface SourceNetwork {
  readonly family: 4 | 6;
  /** Its address, 4 or 16 bytes; those behind the prefix are 0. */
  readonly base: Uint8Array;
  readonly prefixLength: number;
}

/**
 * Parses a network such as `10.0.0.0/8` or `2001:db8::/64`; bits behind the prefix do not matter.
 *
 * @throws {EngineError} `option`
 */
export function parseSourceCidr(text: string): SourceNetwork {
  const [address = '', digits = '', ...rest] = text.split('/');
  const family = isIP(address);
  const bits = family === 4 ? 32 : 128;
  const prefixLength = /^\d{1,3}$/.test(digits) ? Number(digits) : NaN;
  if (family === 0 || address.includes('%') || rest.length > 0 || !(prefixLength <= bits)) {
    throw new EngineError({
      code: 'option',
      option: 'sourceCidr',
      expected: 'a network such as 10.0.0.0/8 or 2001:db8::/64',
      found: JSON.stringify(text),
    });
  }
  const base = addressBytes(address);
  for (let bit = prefixLength; bit < bits; bit++) setBit(base, bit, 0);
  return { family: family === 4 ? 4 : 6, base, prefixLength };
}

/**
 * Draws a host of a network. Where it has more than two addresses, the first (the network itself,
 * in IPv6 its routers) and in IPv4 the last (broadcast) are left out.
 *
 * @param random from 0 to below 1
 */
export function drawAddress(network: SourceNetwork, random: () => number): string {
  const { base, prefixLength, family } = network;
  const bits = base.length * 8;
  const address = Uint8Array.from(base);
  const fixed = bits - prefixLength <= 1;
  for (;;) {
    let any = 0;
    let all = 1;
    for (let bit = prefixLength; bit < bits; bit++) {
      const value = random() < 0.5 ? 0 : 1;
      setBit(address, bit, value);
      any |= value;
      all &= value;
    }
    if (fixed || (any === 1 && (family === 6 || all === 0))) return addressText(address);
  }
}

function setBit(bytes: Uint8Array, bit: number, value: number): void {
  const mask = 0x80 >> (bit & 7);
  const byte = bytes[bit >> 3] as number;
  bytes[bit >> 3] = value === 1 ? byte | mask : byte & ~mask;
}

function addressBytes(address: string): Uint8Array {
  if (isIP(address) === 4) return Uint8Array.from(address.split('.'), Number);
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  if (dotted !== null) {
    const [, head = '', ...parts] = dotted;
    const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
    return addressBytes(`${head}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`);
  }
  const [before = [], after = []] = address
    .split('::')
    .map((half) => (half === '' ? [] : half.split(':')));
  const groups = [
    ...before,
    ...Array<string>(8 - before.length - after.length).fill('0'),
    ...after,
  ];
  return Uint8Array.from(
    groups.flatMap((group) => {
      const value = Number.parseInt(group, 16);
      return [value >> 8, value & 0xff];
    }),
  );
}

function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, group) =>
    (((bytes[2 * group] as number) << 8) | (bytes[2 * group + 1] as number)).toString(16),
  );
  return new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address;
}
