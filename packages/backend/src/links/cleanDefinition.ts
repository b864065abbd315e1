import { isScalar, parseAllDocuments, visit, type Scalar } from 'yaml';
import { isScriptUrl } from './isScriptUrl';

/** A valid address that leads nowhere: a definition without the field might not be shown at all. */
const NOWHERE = 'about:blank';

// Most definitions hold neither one of the schemes nor an escape that could spell one.
const SUSPECT = /\\|(script|data|blob|filesystem):/i;

// What OpenAPI and AsyncAPI show as a link. An example may hold a picture as it is.
const LINKS = /(url|uri|href)$|^(termsOfService|externalValue|\$ref)$/i;

/**
 * The definition of an API, with each link that is a script's address led nowhere. Without one it
 * stays as it is, byte for byte; what is neither YAML nor JSON does as well, since nothing finds an
 * address in it.
 */
export function cleanDefinition(text: string): string {
  if (!SUSPECT.test(text.replace(/\s+/g, ''))) return text;
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  if (!Array.isArray(documents)) return text;
  const found = documents.map(document => {
    let isFound = false;
    visit(document, {
      Pair(_at, { key, value }) {
        if (!isText(key) || !LINKS.test(key.value)) return;
        if (!isText(value) || !isScriptUrl(value.value)) return;
        value.value = NOWHERE;
        isFound = true;
      },
    });
    return isFound;
  });
  return found.includes(true) ? documents.map(String).join('') : text;
}

function isText(node: unknown): node is Scalar<string> {
  return isScalar(node) && typeof node.value === 'string';
}
