const EIGHTHS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * The characters of a vertical bar from the bottom up, in eighths of a character. What is more
 * than nothing shows at least one eighth.
 *
 * @param share of the whole height, 0 to 1
 */
export function verticalBar(share: number, rows: number): string[] {
  const bounded = Math.min(1, Math.max(0, share));
  const eighths = bounded > 0 ? Math.max(1, Math.round(bounded * rows * 8)) : 0;
  return Array.from(
    { length: rows },
    (_, row) => EIGHTHS[Math.min(8, Math.max(0, eighths - row * 8))] ?? ' ',
  );
}
