/**
 * A tracking number as the postal union writes it (S10): two letters, eight digits, a check digit,
 * the country. `serial` is a whole number below 100 million that is never used twice.
 */
export function trackingNumber(serial, service = 'RR', country = 'DE') {
  const digits = String(serial).padStart(8, '0');
  const weights = [8, 6, 4, 2, 3, 5, 9, 7];
  const sum = [...digits].reduce(
    (all, d, i) => all + Number(d) * weights[i],
    0,
  );
  const rest = 11 - (sum % 11);
  const check = { 10: 0, 11: 5 }[rest] ?? rest;
  return `${service}${digits}${check}${country}`;
}

/** The label as text, in the order in which sorters read: country last, in capitals. */
export function labelText({ carrier, tracking, recipient, country, zone }) {
  const customs = ['europe', 'world'].includes(zone)
    ? ['CUSTOMS: CN23 INSIDE']
    : [];
  return [
    carrier.toUpperCase(),
    tracking,
    '',
    recipient.name,
    recipient.street,
    `${recipient.postcode} ${recipient.city}`,
    country,
    ...customs,
    '',
  ].join('\n');
}
