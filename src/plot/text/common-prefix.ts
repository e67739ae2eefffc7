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
