/**
 * Changes files in a Git repository: structured edits that keep comments, one commit with trailers, pushed or as a pull request.
 *
 * @packageDocumentation
 */
export {};
