/** A path as people read it: from the folder of the platform's data on, wherever that is from the folder of the start. */
export function shownPath(path: string): string {
  return path.replace(/^([.]{1,2}[/\\])+/, '');
}
