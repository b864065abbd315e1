/**
 * How a secret may stand in a text: as it is, within JSON, within an address, within base64, or line
 * by line.
 */
export function secretForms(secret: string): string[] {
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    // Terraform writes <, > and & in JSON as Go does.
    escapeAsGo(JSON.stringify(secret).slice(1, -1)),
    encodeAddress(secret),
    encodeAddress(secret).replaceAll('%20', '+'),
    escapeMarks(encodeAddress(secret)),
    escapeMarks(encodeAddress(secret)).replaceAll('%20', '+'),
    ...[0, 1, 2].flatMap(offset => {
      const form = base64At(secret, offset);
      return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
    }),
    // A certificate or a key is indented line by line in a diagnostic.
    ...(secret.includes('\n') ? secret.split('\n').map(l => l.trim()) : []),
  ];
  return forms;
}

function escapeAsGo(text: string): string {
  return text
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026');
}

/** Half of a surrogate pair has no place in an address; as bytes it becomes the sign for that. */
function encodeAddress(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

/** Go escapes these in an address too, and so does Terraform's `urlencode`. */
function escapeMarks(address: string): string {
  return address.replace(
    /[!'()*]/g,
    mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The characters that a secret gives in base64 when it begins `offset` bytes into a group, whatever is around it. */
function base64At(secret: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const first = Math.ceil((offset * 8) / 6);
  const end = Math.floor((bytes.length * 8) / 6);
  return bytes.toString('base64').slice(first, end);
}
