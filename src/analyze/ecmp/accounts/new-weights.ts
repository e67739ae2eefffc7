import { reduced } from './estimate-weights.ts';
import { connectLogLikelihood } from './scenario.ts';

/** A weight may become so many times as much. */
const FACTORS = [3 / 2, 2, 3, 4, 2 / 3, 1 / 2, 1 / 3, 1 / 4] as const;
/** So that all of these are whole. */
const UNIT = 12;
/** Of the new weights, those that agree best with the connections made under them. */
const MOST_WEIGHTS = 24;

/** Weights of which one or two are others than before: those that agree best with where connections went. */
export function newWeights(
  weights: Float64Array,
  alive: readonly boolean[],
  connects: Float64Array,
): Float64Array[] {
  const present = [...weights.keys()].filter((host) => (weights[host] ?? 0) > 0);
  if (present.length < 2) return [];
  const single = present.flatMap((host) => FACTORS.map((factor) => ({ host, factor })));
  const pairs = single.flatMap((one, index) =>
    single.slice(index + 1).flatMap((two) => (two.host === one.host ? [] : [[one, two]])),
  );
  return [...single.map((one) => [one]), ...pairs]
    .map((edits) => {
      const row = weights.map((weight) => weight * UNIT * UNIT);
      for (const { host, factor } of edits) row[host] = (row[host] ?? 0) * factor;
      return reduced(row);
    })
    .map((each) => ({
      each,
      fit: connectLogLikelihood({ weights: [each], alive: [alive] }, [connects]),
    }))
    .sort((a, b) => b.fit - a.fit)
    .slice(0, MOST_WEIGHTS)
    .map(({ each }) => each);
}
