import type { Simulation } from './simulate.ts';

/** An events file: one JSON object a line, wall-clock times with nanoseconds. */
export function serialiseEvents({ file, events }: Pick<Simulation, 'file' | 'events'>): string {
  return events
    .map(({ timeNs, text }) =>
      JSON.stringify({ time: wallClock(file.Started, timeNs), event: text }),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** A point of the run as RFC 3339; a `Date` alone holds no nanoseconds. */
function wallClock(started: string, timeNs: number): string {
  const [, seconds = '', fraction = '0'] = /^(.*?)(?:\.(\d+))?Z$/.exec(started) ?? [];
  const ns = BigInt(fraction.padEnd(9, '0')) + BigInt(Math.round(timeNs));
  const whole = Date.parse(`${seconds}Z`) + Number(ns / 1_000_000_000n) * 1000;
  const rest = String(ns % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return new Date(whole).toISOString().replace('.000Z', rest === '' ? 'Z' : `.${rest}Z`);
}
