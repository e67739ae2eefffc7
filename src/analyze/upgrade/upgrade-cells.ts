import type { Cell, TableColumn } from '../table/table.ts';
import type { Range } from './model.ts';

/** 95 % of what was simulated. */
export const RANGE: TableColumn = {
  title: '95 % range',
  valueTitles: ['95 % range low', '95 % range high'],
};

export function rangeCell(range: Range): Cell {
  return { text: rangeText(range), values: [range.low, range.high] };
}

export function rangeText({ low, high }: Range, decimals = 0): string {
  return `${low.toFixed(decimals)} - ${high.toFixed(decimals)}`;
}

const MOST_NAMES = 8;

/** People read the first of many. */
export function namesCell(names: readonly string[]): Cell {
  return names.length === 0 ? null : { text: shortList(names), values: [names.join(' ')] };
}

function shortList(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return names.join(' ');
  return `${names.slice(0, MOST_NAMES).join(' ')} and ${names.length - MOST_NAMES} more`;
}
