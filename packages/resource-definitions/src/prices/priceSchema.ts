import type { JsonSchema } from '../types';

const AMOUNT = {
  type: 'number',
  minimum: 0,
  description: 'write an amount a month, 0 or more',
};

/** The shape of a list of prices. Descriptions say what to write instead. */
export const priceSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['currency', 'prices'],
  properties: {
    currency: {
      type: 'string',
      pattern: '^[A-Z]{3}$',
      description: 'write three letters of ISO 4217, such as EUR',
    },
    sample: { type: 'boolean' },
    prices: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['monthly'],
        properties: {
          description: { type: 'string' },
          monthly: AMOUNT,
          tiers: { type: 'object', additionalProperties: AMOUNT },
        },
      },
    },
  },
};
