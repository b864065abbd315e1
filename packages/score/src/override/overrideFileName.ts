/**
 * The name, or path, of the file that is laid over a Score file in one environment: `score.production.yaml` beside
 * `score.yaml`.
 *
 * @param scoreFile - name or path of the Score file, with `/` between folders.
 * @public
 */
export function overrideFileName(
  scoreFile: string,
  environment: string,
): string {
  const folder = scoreFile.slice(0, scoreFile.lastIndexOf('/') + 1);
  const name = scoreFile.slice(folder.length);
  // A name that begins with a dot has no ending there.
  const dot = name.lastIndexOf('.');
  const end = dot > 0 ? dot : name.length;
  return `${folder}${name.slice(0, end)}.${environment}${name.slice(end)}`;
}
