/** `registry:5000/team/shop:1.2@sha256:…` in its parts. */
export function parseImage(image: string) {
  const [named, digest] = image.split('@');
  const colon = named.lastIndexOf(':');
  const tagged = colon > named.lastIndexOf('/');
  return {
    repository: tagged ? named.slice(0, colon) : named,
    tag: tagged ? named.slice(colon + 1) : undefined,
    digest,
  };
}
