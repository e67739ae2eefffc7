/**
 * What a balancer can do with its flows when its targets change; the first two need the targets'
 * order. RFC 2991 and 2992; Thaler and Ravishankar 1998 (highest random weight); Eisenbud et al.,
 * NSDI 2016 (Maglev).
 */
export const POLICIES = [
  'hash-threshold',
  'modulo',
  'rehash',
  'consistent',
  'maglev-like',
  'stateful',
] as const;

export type Policy = (typeof POLICIES)[number];

/** Policies for which it matters in which order the targets stand. */
export const ORDERED_POLICIES = ['hash-threshold', 'modulo'] as const;
export type OrderedPolicy = (typeof ORDERED_POLICIES)[number];

export function isOrdered(policy: Policy): policy is OrderedPolicy {
  return policy === 'hash-threshold' || policy === 'modulo';
}
