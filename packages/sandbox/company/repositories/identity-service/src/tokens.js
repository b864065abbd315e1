/**
 * Asks token-service for a session token. Without `baseUrl` sign-in answers without one, which is
 * what one wants when working on accounts alone.
 */
export function tokenIssuer(baseUrl) {
  return async accountId => {
    if (!baseUrl) return undefined;
    const answer = await fetch(`${baseUrl}/myorg.token.v1.TokenService/Issue`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ subject: accountId, audience: 'storefront' }),
      signal: AbortSignal.timeout(2000),
    });
    if (!answer.ok) throw new Error(`token-service answered ${answer.status}`);
    return answer.json();
  };
}
