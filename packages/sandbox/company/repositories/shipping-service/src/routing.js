import { CONTRACTS, zoneOf } from './carriers.js';

export class RoutingError extends Error {}

/**
 * @typedef {{country: string, weight: number, size: [number, number, number]}} Parcel
 *   country ISO 3166 alpha-2, weight in kg, size in cm
 */

/** Every carrier that takes the parcel, cheapest first; equal prices go to the faster one. */
export function quotes(parcel, contracts = CONTRACTS) {
  checkParcel(parcel);
  const zone = zoneOf(parcel.country);
  const girth = girthOf(parcel.size);
  const weight = chargeableWeight(parcel);
  return contracts
    .filter(
      contract => contract.zones.includes(zone) && girth <= contract.girth,
    )
    .flatMap(({ carrier, days, steps }) => {
      const step = steps.find(([limit]) => weight <= limit);
      return step ? [{ carrier, zone, cents: step[1], days }] : [];
    })
    .sort((a, b) => a.cents - b.cents || a.days[1] - b.days[1]);
}

/** The cheapest carrier that arrives within `withinDays`. */
export function choose(parcel, withinDays = Infinity) {
  const possible = quotes(parcel);
  const inTime = possible.filter(({ days }) => days[1] <= withinDays);
  if (inTime.length > 0) return inTime[0];
  if (possible.length === 0) {
    throw new RoutingError(
      'no carrier takes a parcel of this size and weight there',
    );
  }
  const fastest = Math.min(...possible.map(({ days }) => days[1]));
  throw new RoutingError(`withinDays: the fastest takes ${fastest} days`);
}

/** Carriers charge air: 5000 cm³ weigh at least a kilogram. */
export function chargeableWeight({ weight, size: [a, b, c] }) {
  return Math.max(weight, (a * b * c) / 5000);
}

function girthOf(size) {
  const [longest, ...others] = [...size].sort((a, b) => b - a);
  return longest + 2 * others[0] + 2 * others[1];
}

function checkParcel({ country, weight, size }) {
  if (!/^[A-Z]{2}$/.test(country ?? '')) {
    throw new RoutingError('country: two capital letters, as in DE');
  }
  if (!(weight > 0 && weight <= 500)) {
    throw new RoutingError('weight: kilograms, more than 0 and at most 500');
  }
  const isSize = Array.isArray(size) && size.length === 3;
  if (!isSize || !size.every(side => side > 0 && side <= 300)) {
    throw new RoutingError(
      'size: three lengths in centimetres, each at most 300',
    );
  }
}
