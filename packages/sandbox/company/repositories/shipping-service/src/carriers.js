const EU =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(
    ' ',
  );

/** Where a parcel goes, seen from our warehouse in Germany. Customs begin at "europe". */
export function zoneOf(country) {
  if (country === 'DE') return 'home';
  if (EU.includes(country)) return 'eu';
  if (['CH', 'GB', 'NO', 'LI', 'IS'].includes(country)) return 'europe';
  return 'world';
}

/**
 * The contracts, one row each. `steps` are [up to kg, cents]; a parcel costs the first step it fits.
 * `girth` is the most centimetres of length plus twice width plus twice height.
 */
export const CONTRACTS = [
  {
    carrier: 'letterbox',
    zones: ['home'],
    days: [2, 3],
    girth: 90,
    steps: [[1, 265]],
  },
  {
    carrier: 'paketfix',
    zones: ['home'],
    days: [1, 2],
    girth: 300,
    steps: [
      [2, 419],
      [5, 549],
      [31.5, 1049],
    ],
  },
  {
    carrier: 'paketfix',
    zones: ['eu'],
    days: [3, 5],
    girth: 300,
    steps: [
      [2, 899],
      [5, 1149],
      [20, 1899],
    ],
  },
  {
    carrier: 'nordfrakt',
    zones: ['eu', 'europe'],
    days: [2, 4],
    girth: 360,
    steps: [
      [5, 1290],
      [20, 1990],
      [50, 3890],
    ],
  },
  {
    carrier: 'globeair',
    zones: ['europe', 'world'],
    days: [4, 9],
    girth: 270,
    steps: [
      [1, 1890],
      [5, 3990],
      [20, 8990],
    ],
  },
  {
    carrier: 'spedition',
    zones: ['home', 'eu'],
    days: [4, 7],
    girth: Infinity,
    steps: [
      [100, 7900],
      [500, 14900],
    ],
  },
];
