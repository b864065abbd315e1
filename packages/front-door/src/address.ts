import { isIP } from 'node:net';

const ADDRESS = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/;
const USUAL_PORTS = [':80', ':443'];

/**
 * A host with its port in the one spelling that is compared: lower case, and without the ports 80
 * and 443, which clients leave out.
 *
 * @param text - as it stands in a `Host` header: `localhost:7010`, `[::1]:7010`
 * @returns undefined for anything that is no plain host, such as one with userinfo or a list
 */
export function normaliseAddress(text: string): string | undefined {
  const [, hostname, port = ''] = ADDRESS.exec(text.toLowerCase()) ?? [];
  if (!hostname) return undefined;
  return USUAL_PORTS.includes(port) ? hostname : `${hostname}${port}`;
}

/** Whether a host is a number: no name leads there, so no foreign name can be made to. */
export function isNumeric(text: string): boolean {
  const [, hostname = ''] = ADDRESS.exec(text.toLowerCase()) ?? [];
  return isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
}
