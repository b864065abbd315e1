import type { Account } from '@towpath/sandbox-kit';
import { badRequest } from '../errors.ts';
import type { Host } from '../host.ts';
import { SCOPES } from '../model/scopes.ts';
import type { TokenRecord, TokenScope } from '../types.ts';

interface WantedToken {
  name: string;
  scopes: string[];
}

/**
 * Makes an access token of the account.
 * @returns the token, this once
 * @throws RequestError 400 for no or unknown scopes, 409 for a taken name
 */
export async function createToken(
  host: Host,
  account: Account,
  { name, scopes }: WantedToken,
): Promise<{ record: TokenRecord; token: string }> {
  const unknown = scopes.filter(one => !SCOPES.includes(one as TokenScope));
  if (scopes.length === 0 || unknown.length > 0) {
    throw badRequest(
      `scopes has "${unknown.join(', ')}": send some of ${SCOPES.join(', ')}`,
    );
  }
  return host.tokens.create({
    owner: account.name,
    ownerId: account.id,
    name,
    scopes: scopes as TokenScope[],
  });
}
