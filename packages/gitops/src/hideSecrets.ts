/** A text of somebody else's, without secrets that it may repeat. */
export const hideSecrets = (text: string, secrets: string[] = []): string =>
  secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
