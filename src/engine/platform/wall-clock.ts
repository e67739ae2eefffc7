import { performance } from 'node:perf_hooks';

/** Now, RFC 3339, as finely as the clock goes: what runs and events that explain them take their times from. */
export function wallClock(): string {
  const coarseMs = Date.now();
  const fineMs = performance.timeOrigin + performance.now();
  // The finer clock does not follow corrections of the wall clock since the process began.
  const agree = Math.abs(fineMs - coarseMs) <= 1;
  return rfc3339(agree ? fineMs : coarseMs);
}

/** As Go writes it: digits of the second as many as needed, at most 9. */
export function rfc3339(epochMs: number): string {
  const wholeMs = Math.floor(epochMs);
  const ns = Math.floor((epochMs - wholeMs) * 1e6);
  const [toSeconds, ms] = new Date(wholeMs).toISOString().slice(0, -1).split('.') as [
    string,
    string,
  ];
  const fraction = `${ms}${String(ns).padStart(6, '0')}`.replace(/0+$/, '');
  return `${toSeconds}${fraction === '' ? '' : `.${fraction}`}Z`;
}
