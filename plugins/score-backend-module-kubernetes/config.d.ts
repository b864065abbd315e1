export interface Config {
  score?: {
    static?: {
      /**
       * Names of the environment variables of the portal that resource definitions with the driver `static` may give
       * out as secrets. Default: none.
       */
      environment?: string[];
    };
  };
}
