import { greatest } from '../greatest.ts';
import { LEGEND_FONT_SIZE, LEGEND_SYMBOL_AND_GAP } from '../layout.ts';
import { MOST_LEGEND_ENTRIES } from '../legend.ts';
import { plainText } from '../plain-text.ts';
import { textWidth } from '../render/text-width.ts';
import { shortenMiddle } from '../shorten.ts';

/** A column of the replica table: its name, and the hosts that were it, old to new. */
export interface ReplicaColumn {
  readonly name: string;
  readonly hosts: readonly string[];
}

const ELLIPSIS = '…';
/** A common beginning shorter than this is not worth cutting. */
const LEAST_PREFIX = 6;

/** What all host names begin with, up to a "-", "." or ":"; '' where that is not worth cutting. */
export function commonPrefix(hosts: readonly string[]): string {
  const [first, ...others] = hosts;
  if (first === undefined || others.length === 0) return '';
  let length = 0;
  while (length < first.length && others.every((host) => host[length] === first[length])) length++;
  const boundary = Math.max(
    ...['-', '.', ':'].map((sign) => first.slice(0, length).lastIndexOf(sign) + 1),
  );
  return boundary >= LEAST_PREFIX ? first.slice(0, boundary) : '';
}

/**
 * Legend texts for replicas: "R1 node1", or "R1 a → b" where a host took another's place. What all
 * names begin with is left out; what is still too long is shortened in its middle. No two are alike.
 *
 * @param width pixels for one text
 */
export function replicaLabels(replicas: readonly ReplicaColumn[], width: number): string[] {
  const prefix = commonPrefix([...new Set(replicas.flatMap(({ hosts }) => hosts))]);
  return replicas.map(({ name, hosts }) => {
    const [oldest, ...rest] = hosts.map((host) => plainText(host.slice(prefix.length)));
    if (oldest === undefined || (rest.length === 0 && oldest === name)) return name;
    const newest = rest.at(-1);
    const middle = rest.length > 1 ? ` → ${ELLIPSIS}` : '';
    const room = width - textWidth(`${name} `, LEGEND_FONT_SIZE);
    if (newest === undefined) return `${name} ${shortenMiddle(oldest, room, LEGEND_FONT_SIZE)}`;
    const whole = `${oldest}${middle} → ${newest}`;
    if (textWidth(whole, LEGEND_FONT_SIZE) <= room) return `${name} ${whole}`;
    const each = (room - textWidth(`${middle} → `, LEGEND_FONT_SIZE)) / 2;
    const [from, to] = [oldest, newest].map((host) => shortenMiddle(host, each, LEGEND_FONT_SIZE));
    return `${name} ${from ?? ''}${middle} → ${to ?? ''}`;
  });
}

/** A legend takes at most so many rows while its texts can be had whole. */
const MOST_ROWS = 3;
/** Else entries stand side by side while each has this many pixels. */
const COMFORTABLE_ENTRY = 150;

/** How wide the texts of a legend may be, for it to fit into rows of `width` pixels. */
export function legendTextWidth(replicas: readonly ReplicaColumn[], width: number): number {
  const count = Math.max(1, Math.min(MOST_LEGEND_ENTRIES, replicas.length));
  const whole = greatest(
    replicaLabels(replicas, Infinity).map((label) => textWidth(label, LEGEND_FONT_SIZE)),
    0,
  );
  const fitting = Math.floor(width / (whole + LEGEND_SYMBOL_AND_GAP));
  if (fitting > 0 && Math.ceil(count / fitting) <= MOST_ROWS) return whole + 1;
  const columns = Math.max(1, Math.min(count, Math.floor(width / COMFORTABLE_ENTRY)));
  return width / columns - LEGEND_SYMBOL_AND_GAP - 1;
}
