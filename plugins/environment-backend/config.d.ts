export interface Config {
  environment?: {
    /**
     * Folders with the policies that gates of type `rule` name, one a YAML file. Relative to the folder
     * that the backend runs in. Default: `../../platform/policies`.
     */
    policies?: string[];

    /**
     * How many promotions may be under way that people and pipelines asked for. What an environment
     * brings by itself is neither counted nor refused.
     */
    promotions?: {
      /** Of one service to one environment. Default: 20. */
      mostPerTarget?: number;
      /** Asked for by one person or token. Default: 300. */
      mostPerPerson?: number;
      /** Default: 2000. */
      mostInAll?: number;
    };

    git?: {
      /**
       * Who commits, on behalf of those whom the trailers of a commit name. Default: Towpath, with an
       * address at the host of `app.baseUrl`.
       */
      author?: {
        name?: string;
        email?: string;
      };
      /**
       * After how many seconds without any movement a transfer from or to a Git host is given up. What goes on
       * moving may take as long as it takes. Default: 60.
       */
      stallSeconds?: number;
      /** Git hosts that applications name otherwise than `integrations` does. */
      hosts?: Array<{
        /** As under `integrations`, with its port if it has one there. */
        host: string;
        /** Other addresses of it, with their port if they have one: `git.svc.cluster.local:3000`. */
        aliases: string[];
      }>;
    };
  };
}
