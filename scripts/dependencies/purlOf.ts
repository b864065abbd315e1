/** The package URL of a package of npm: https://github.com/package-url/purl-spec */
export function purlOf({ name, version }: { name: string; version: string }) {
  const path = name.split('/').map(encodeURIComponent).join('/');
  return `pkg:npm/${path}@${encodeURIComponent(version)}`;
}
