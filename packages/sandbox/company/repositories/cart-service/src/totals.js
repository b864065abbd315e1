/**
 * @typedef {{sku: string, quantity: number, unitPrice: number, taxRate: number}} Line
 *   unitPrice in cents with tax in it, taxRate in percent
 * @typedef {{kind: 'percent', value: number} | {kind: 'amount', value: number}} Discount
 *   a percentage, or cents off
 */

/** Half cents go to the even neighbour, so that many roundings do not drift upwards. */
export function roundHalfEven(value) {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (Math.abs(rest - 0.5) > 1e-9) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Splits `total` in proportion to `weights`; the parts always add up. Largest remainders get the odd cents. */
export function shareOut(total, weights) {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map(weight => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  let left = total - parts.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - parts[index] }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left === 0) break;
    parts[index] += 1;
    left -= 1;
  }
  return parts;
}

/**
 * Adds a cart up. A discount is shared out over the lines, since each line may have its own tax.
 * @param {Line[]} lines
 * @param {Discount} [discount] never more than the cart is worth
 */
export function totals(lines, discount) {
  const gross = lines.map(line => line.unitPrice * line.quantity);
  const subtotal = gross.reduce((a, b) => a + b, 0);
  const off = discountOn(subtotal, discount);
  const shares = shareOut(off, gross);
  const paid = gross.map((value, index) => value - shares[index]);
  const taxByRate = {};
  lines.forEach(({ taxRate }, index) => {
    const tax = (paid[index] * taxRate) / (100 + taxRate);
    taxByRate[taxRate] = (taxByRate[taxRate] ?? 0) + tax;
  });
  for (const rate of Object.keys(taxByRate)) {
    taxByRate[rate] = roundHalfEven(taxByRate[rate]);
  }
  return { subtotal, discount: off, total: subtotal - off, taxByRate };
}

function discountOn(subtotal, discount) {
  if (!discount) return 0;
  const off =
    discount.kind === 'percent'
      ? roundHalfEven((subtotal * discount.value) / 100)
      : discount.value;
  return Math.min(off, subtotal);
}
