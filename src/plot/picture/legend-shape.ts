/** Longer legends are not read, and Vega stops there of itself. */
export const MOST_LEGEND_ENTRIES = 30;
/** A legend of nothing but "… n more" says nothing. */
const LEAST_CAPPED = 2;

/** How much of a legend is shown, and in what shape. */
export interface LegendShape {
  /** Entries with a name; one more follows, "… n more", where these are not all. 0 = no legend. */
  readonly legendEntries: number;
  readonly legendColumns: number;
  readonly legendRows: number;
}

const NO_LEGEND: LegendShape = { legendEntries: 0, legendColumns: 1, legendRows: 0 };

/** The shape of a legend of `count` entries in at most `mostRows` rows of `perRow`. */
export function legendShape(count: number, mostRows: number, perRow: number): LegendShape {
  const room = Math.min(MOST_LEGEND_ENTRIES, mostRows * perRow);
  const places = Math.min(count, room);
  if (places === 0 || (count > room && places < LEAST_CAPPED)) return NO_LEGEND;
  const legendRows = Math.ceil(places / perRow);
  return {
    legendEntries: count > room ? places - 1 : places,
    legendColumns: Math.ceil(places / legendRows),
    legendRows,
  };
}
