/** Any JSON value, for the parts of a statistics file that only travel through. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
