import { textWidth } from '../text/text-width.ts';

/** What Vega knows of a text when it asks how wide it is. */
interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
  readonly limit?: number;
  readonly ellipsis?: string;
}

type Width = (item: TextItem, text: string | number | null | undefined) => number;

/** Vega's hook for measuring text; it has no types for it. */
export interface TextMetrics {
  width: Width;
}

const DEFAULT_FONT_SIZE_PX = 11;

const isBold = (weight: string | number | undefined): boolean =>
  weight === 'bold' || (weight !== undefined && Number(weight) >= 600);

/** Measures by the bundled advance widths. A text longer than its limit is as wide as the limit. */
const measure: Width = (item, text) => {
  if (text === null || text === undefined) return 0;
  const words = String(text).trim();
  const width = textWidth(words, item.fontSize ?? DEFAULT_FONT_SIZE_PX, isBold(item.fontWeight));
  return item.limit !== undefined && item.limit > 0 ? Math.min(width, item.limit) : width;
};

/**
 * Runs `task` with Vega measuring text by the bundled widths, and puts back what was there: other
 * users of the same Vega in this process keep their own measure.
 */
export async function withBundledMetrics<T>(
  metrics: TextMetrics,
  task: () => Promise<T>,
): Promise<T> {
  const before = metrics.width;
  metrics.width = measure;
  try {
    return await task();
  } finally {
    metrics.width = before;
  }
}
