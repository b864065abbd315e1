import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { almostWorkload, anyValue } from '../__testUtils__/arbitraries';
import { edited, INVALID, VALID } from '../__testUtils__/verdicts';
import { schemaErrors } from './checkSchema';
import { scoreSchema } from './scoreSchema';

const published = resolve(
  __dirname,
  '../../../../../shared/contracts/score-v1b1.json',
);
const differential = existsSync(published) ? describe : describe.skip;

differential(
  'our schema and the published one (needs ../shared/contracts/score-v1b1.json)',
  () => {
    const reference = existsSync(published)
      ? new Ajv2020({ strict: false, allErrors: false }).compile(
          JSON.parse(readFileSync(published, 'utf8')),
        )
      : () => true;
    const agree = (value: unknown) =>
      expect({ value, valid: schemaErrors(value).length === 0 }).toEqual({
        value,
        valid: reference(value),
      });

    it.each([...INVALID, ...VALID].map(edit => [edit[0], edit] as const))(
      'agree on a change of %s',
      (_, edit) => agree(edited(edit)),
    );

    it('agree on workloads with several changes', () => {
      fc.assert(fc.property(almostWorkload, agree), { numRuns: 2000 });
    });

    it('agree on any JSON', () => {
      fc.assert(fc.property(anyValue, agree), { numRuns: 500 });
    });
  },
);

it('says everything that is wrong at once', () => {
  expect(schemaErrors({ apiVersion: 1, extra: true }).length).toBeGreaterThan(
    3,
  );
});

it('is a JSON Schema', () => {
  const ajv = new Ajv2020();
  expect(ajv.validateSchema(scoreSchema)).toBe(true);
});
