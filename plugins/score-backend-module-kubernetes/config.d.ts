import type { HumanDuration } from '@backstage/types';

export interface Config {
  score?: {
    static?: {
      /**
       * Names of the environment variables of the portal that resource definitions with the driver `static` may give
       * out as secrets. Default: none.
       */
      environment?: string[];
    };

    /** Programs of provisioners of score-k8s, `cmd://`. Without it none is run. */
    provisionerPrograms?: {
      /** The one folder that they may lie in, from the folder that the backend is started in. */
      folder: string;

      /** How long one may run. Default: one minute. */
      timeout?: HumanDuration | string;
    };
  };
}
