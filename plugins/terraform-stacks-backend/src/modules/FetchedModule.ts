/** Where a module comes from, as the platform knows it and not as the module says. */
interface ModuleOrigin {
  /** What `terraform.trust.allow` is matched with, such as `platform:queue` or `https://git.example/team/queue//aws`. */
  origin: string;
  /** The commit that its tag was when it was fetched. */
  commit?: string;
}

/** Does something with the folder of a module, which is there for as long as that takes. */
export type ModuleWork<T> = (
  folder: string,
  origin: ModuleOrigin,
) => T | Promise<T>;
