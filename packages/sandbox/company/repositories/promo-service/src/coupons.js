// A code is five letters or digits and a check character, so that most typing mistakes are
// caught without a look-up. O, I and 1, 0 are left out: people mix them up.
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** The check character of a five character body: weights 1 to 5, modulo the alphabet. */
export function checkCharacter(body) {
  let sum = 0;
  for (const [index, character] of [...body].entries()) {
    sum += (index + 1) * ALPHABET.indexOf(character);
  }
  return ALPHABET[sum % ALPHABET.length];
}

/** Upper case without spaces and dashes, or undefined if it cannot be a code. */
export function readCode(typed) {
  const code = String(typed).toUpperCase().replace(/[\s-]/g, '');
  const wellFormed =
    code.length === 6 && [...code].every(c => ALPHABET.includes(c));
  return wellFormed && checkCharacter(code.slice(0, 5)) === code[5]
    ? code
    : undefined;
}

/**
 * Reads "CODEXX:10:2026-12-31,…" (code, percent, last day) into a map. Throws for a line that
 * cannot be honoured: a campaign with a broken code is found at the start, not by a customer.
 */
export function readCampaigns(text) {
  const campaigns = new Map();
  for (const entry of text.split(',').filter(Boolean)) {
    const [typed, percent, lastDay] = entry.split(':');
    const code = readCode(typed);
    const ok =
      code &&
      /^([1-9]\d?)$/.test(percent) &&
      !Number.isNaN(Date.parse(lastDay ?? ''));
    if (!ok) throw new Error(`PROMO_CODES: cannot read "${entry}"`);
    campaigns.set(code, { percent: Number(percent), lastDay });
  }
  return campaigns;
}

/** @returns {{valid: true, percent: number} | {valid: false, reason: string}} */
export function check(campaigns, typed, today) {
  const code = readCode(typed);
  if (!code) return { valid: false, reason: 'mistyped' };
  const campaign = campaigns.get(code);
  if (!campaign) return { valid: false, reason: 'unknown' };
  // Days compare as text, and the last day counts.
  if (today > campaign.lastDay) return { valid: false, reason: 'over' };
  return { valid: true, percent: campaign.percent };
}
