// Not d3's ticks: steps of time are those that people read (15, 30 s), and counts end on a tick not below the greatest.
/** Steps that people read time in, in seconds. */
const TIME_STEPS_S = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900,
  1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
];

/** The least step in which `span` has at most `most` parts. */
export function timeStep(spanS: number, most: number): number {
  const last = TIME_STEPS_S.at(-1) ?? 1;
  return (
    TIME_STEPS_S.find((step) => spanS / step <= most) ??
    last * Math.ceil(spanS / last / Math.max(1, most))
  );
}

/** Multiples of a step that people read time in, from 0 to `end` at the most (seconds). */
export function timeTicks(endS: number, most: number): number[] {
  const step = timeStep(endS, most);
  const count = Math.floor(endS / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

/** 1, 2 or 5 times a power of ten: the least of them in which `max` has at most `most` parts. */
export function countStep(max: number, most: number): number {
  if (max <= 0) return 1;
  const raw = max / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((f) => f * power >= raw * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** From 0 upwards in round steps, the last one not below `max`; whole numbers where `whole`. */
export function countTicks(max: number, most: number, whole: boolean): number[] {
  const step = whole ? Math.max(1, countStep(max, most)) : countStep(max, most);
  const count = Math.max(1, Math.ceil(max / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}
