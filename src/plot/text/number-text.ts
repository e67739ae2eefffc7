/** A number as an axis or a title shows it: "12,500", "0.25"; at most three decimals. */
export function numberText(value: number): string {
  const [whole = '', fraction] = String(Number(Math.abs(value).toFixed(3))).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** "1 client", "2,000 clients". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}
