import type { Gate } from './gate.ts';

/** What an undisturbed run must be. */
export const nothingLost: Gate = ({ run: { header } }) => {
  if (header.received === 0) return 'expected traffic, found none';
  const { failedConnections: lost, dropped, failedConnects: failed } = header;
  return lost + dropped + failed === 0
    ? undefined
    : `expected nothing lost, dropped and failed, found ${lost}, ${dropped} and ${failed}`;
};
