import { ConflictError } from '@backstage/errors';
import { readStateHead } from '@towpath/terraform';

/**
 * A state with another serial and lineage, and every other byte as it was: numbers that JavaScript cannot hold
 * would not come back from a parser.
 *
 * @throws ConflictError for a state that does not begin with them, as Terraform writes it
 */
export function withHead(
  content: Buffer,
  { serial, lineage }: { serial: number; lineage: string },
): Buffer {
  const text = content
    .toString()
    .replace(/"serial":(\s*)\d+/, `"serial":$1${serial}`)
    .replace(
      /"lineage":(\s*)"[^"]*"/,
      (_, blank) => `"lineage":${blank}${JSON.stringify(lineage)}`,
    );
  const head = readStateHead(text);
  if (head?.serial === serial && head.lineage === lineage) {
    return Buffer.from(text);
  }
  throw new ConflictError(
    'This version cannot be restored here: its serial is not where Terraform writes it. Pull it, and push it by hand',
  );
}
