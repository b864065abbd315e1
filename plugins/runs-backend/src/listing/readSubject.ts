import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/** The whole entity reference of what somebody names. @throws InputError */
export function readSubject(subject: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(subject, { defaultNamespace: 'default' }),
    );
  } catch {
    throw new InputError(
      `subject "${subject}" is no entity reference. Give one such as component:default/payment-service`,
    );
  }
}
