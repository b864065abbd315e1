/** An error of which pages show the words alone, where they would put `Error:` before them. */
export class Plainly extends Error {
  override name = '';
}
