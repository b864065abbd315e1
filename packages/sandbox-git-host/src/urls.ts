/** Encodes each part of a path and keeps its slashes. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** The addresses of the Git host, as Gitea has them. */
export class Urls {
  /** Without a slash at the end. */
  readonly base: string;
  readonly organisation: string;

  constructor(base: string, organisation: string) {
    this.base = base.replace(/\/+$/, '');
    this.organisation = organisation;
  }

  page(repository: string, ...rest: string[]): string {
    return [
      this.base,
      this.organisation,
      repository,
      ...rest.map(encodePath),
    ].join('/');
  }

  api(repository: string, ...rest: string[]): string {
    return [
      this.base,
      'api/v1/repos',
      this.organisation,
      repository,
      ...rest.map(encodePath),
    ].join('/');
  }

  clone(repository: string): string {
    return `${this.page(repository)}.git`;
  }

  person(name: string): string {
    return `${this.base}/${encodeURIComponent(name)}`;
  }
}
