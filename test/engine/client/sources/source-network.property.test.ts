import * as fc from 'fast-check';
import { BlockList, isIP } from 'node:net';
import { expect, it } from 'vitest';
import {
  drawAddress,
  parseSourceCidr,
} from '../../../../src/engine/client/sources/source-network.ts';
import { createRandom } from '../../../../src/stats/index.ts';
import { holdsFor } from '../../../support/property.ts';

const networks = fc.oneof(
  fc.tuple(fc.ipV4(), fc.nat(32)).map(([host, prefix]) => ({ host, prefix, family: 4 as const })),
  fc.tuple(fc.ipV6(), fc.nat(128)).map(([host, prefix]) => ({ host, prefix, family: 6 as const })),
);

it('draws hosts that lie in the network, the same from the same seed', () =>
  holdsFor(
    fc.record({ network: networks, seed: fc.nat() }),
    ({ network: { host, prefix, family }, seed }) => {
      const name = family === 4 ? 'ipv4' : 'ipv6';
      const inside = new BlockList();
      inside.addSubnet(host, prefix, name);
      const network = parseSourceCidr(`${host}/${prefix}`);
      const [one, same] = [createRandom(seed).unit, createRandom(seed).unit];
      for (let n = 0; n < 10; n++) {
        const address = drawAddress(network, one);
        expect(isIP(address)).toBe(family);
        expect(inside.check(address, name), address).toBe(true);
        expect(drawAddress(network, same)).toBe(address);
      }
      return Promise.resolve();
    },
    200,
  ));

it('leaves out the network itself and the broadcast address', () => {
  const random = createRandom(1).unit;
  const four = parseSourceCidr('10.1.2.0/30');
  const drawn = new Set(Array.from({ length: 200 }, () => drawAddress(four, random)));
  expect([...drawn].sort()).toEqual(['10.1.2.1', '10.1.2.2']);
  const six = parseSourceCidr('2001:db8::/126');
  const hosts = new Set(Array.from({ length: 200 }, () => drawAddress(six, random)));
  expect([...hosts].sort()).toEqual(['2001:db8::1', '2001:db8::2', '2001:db8::3']);
  const pair = parseSourceCidr('10.1.2.4/31');
  expect(new Set(Array.from({ length: 200 }, () => drawAddress(pair, random))).size).toBe(2);
  expect(drawAddress(parseSourceCidr('10.1.2.4/32'), random)).toBe('10.1.2.4');
});
