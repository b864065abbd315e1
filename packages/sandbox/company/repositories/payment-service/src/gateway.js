import { createHash } from 'node:crypto';
import { PaymentRefused } from './payments.js';

const REFUSALS = {
  tok_declined: ['card-declined', 'the issuer declined the card'],
  tok_expired: ['card-expired', 'the card has expired'],
  tok_stolen: ['card-blocked', 'the issuer asks to keep the card'],
};

/**
 * Stands where the acquirer's client would: it answers by card token as the acquirer's test
 * system does, so every refusal can be tried. Any token that is not listed is approved.
 */
export class TestGateway {
  authorize(cardToken, { minor, currency }) {
    const refusal = REFUSALS[cardToken];
    if (refusal) {
      throw new PaymentRefused(402, ...refusal);
    }
    return createHash('sha256')
      .update(`${cardToken} ${minor} ${currency}`)
      .digest('hex')
      .slice(0, 6)
      .toUpperCase();
  }
}
