/** The source cannot be turned into manifests; the message says what stands in the way. */
export class RenderError extends Error {}
