import { isMap, isSeq, parseDocument, type Document, type YAMLMap } from 'yaml';

/** An overlay cannot be edited; the message says what to change in it. */
export class OverlayError extends Error {}

/** The tag that the overlay gives to the service's image. @throws OverlayError */
export function readImageTag(text: string, service: string, file: string) {
  const image = findImage(parse(text, file), service, file);
  const tag = image.get('newTag');
  return tag === undefined ? undefined : String(tag);
}

/** The overlay with another tag; comments and order stay. @throws OverlayError */
export function writeImageTag(
  text: string,
  service: string,
  file: string,
  tag: string,
): string {
  const document = parse(text, file);
  findImage(document, service, file).set('newTag', tag);
  return document.toString({ lineWidth: 0 });
}

function parse(text: string, file: string): Document {
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem) throw new OverlayError(`${file}: ${problem.message}`);
  return document;
}

function findImage(document: Document, service: string, file: string): YAMLMap {
  const images = document.get('images');
  const entries = isSeq(images) ? images.items.filter(isMap) : [];
  const own = entries.filter(
    entry => String(entry.get('name')).split('/').at(-1) === service,
  );
  if (own.length === 1) return own[0];
  throw new OverlayError(
    `${file}: images has ${own.length} entries whose name ends in "${service}"; keep exactly one, with its newTag`,
  );
}
