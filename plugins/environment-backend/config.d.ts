export interface Config {
  environment?: {
    /**
     * Folders with the policies that gates of type `rule` name, one a YAML file. Relative to the folder
     * that the backend runs in. Default: `../../platform/policies`.
     */
    policies?: string[];

    git?: {
      /**
       * Who commits, on behalf of those whom the trailers of a commit name. Default: Towpath, with an
       * address at the host of `app.baseUrl`.
       */
      author?: {
        name?: string;
        email?: string;
      };
    };
  };
}
