import { createHmac, timingSafeEqual } from 'node:crypto';

/** A repository, as the address of its hook names it. */
export interface RepositoryPath {
  owner: string;
  name: string;
}

const hmac = (secret: string, content: string | Buffer) =>
  createHmac('sha256', secret).update(content);

const nameOf = ({ owner, name }: RepositoryPath) =>
  `${owner}/${name}`.toLowerCase();

/**
 * The secret of the hook of one repository. Who may set up that repository can read it there, and signs with it for no
 * other one.
 */
export function secretOfRepository(
  secret: string,
  repository: RepositoryPath,
): string {
  return hmac(secret, `hook ${nameOf(repository)}`).digest('hex');
}

/** By which the portal's comment below a pull request is found again. Nobody else can say it first. */
export function markerOf(
  secret: string,
  repository: RepositoryPath,
  number: number,
): string {
  const mark = hmac(secret, `comment ${nameOf(repository)} ${number}`);
  return `<!-- towpath:score ${mark.digest('hex').slice(0, 32)} -->`;
}

/** Whether this signature, in hexadecimal, is that of the body. Takes as long whatever differs. */
export function isSigned(
  body: Buffer,
  signature: string,
  secret: string,
): boolean {
  const wanted = hmac(secret, body).digest();
  const given = Buffer.from(signature, 'hex');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
