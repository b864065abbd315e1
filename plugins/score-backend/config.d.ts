import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** Provisioning of what Score files ask for. */
  score?: {
    /** Folders with resource definitions, from the folder that the backend is started in. */
    definitions?: string[];

    /**
     * Folders with files of score-k8s, `*.provisioners.yaml`, which provide what no resource definition does. One that is
     * not there is empty.
     */
    provisioners?: string[];

    /** Folders with patches: what the platform changes in what is rendered. */
    patches?: string[];

    /** Folders with imports: what exists already, and which resources it is to become. One that is not there is empty. */
    imports?: string[];

    /** Folders with policies; those whose `appliesTo` has `provisioning` judge plans. */
    policies?: string[];

    /** File with what is set on every workload, such as security context, probes and replicas by tier. */
    profile?: string;

    /** File with prices. */
    prices?: string;

    /** Image of a workload whose folder names none, with `{service}` in it. Default: `{service}`. */
    image?: string;

    secrets?: {
      /** The first seals, all of them open. Without any, nothing that gives out a secret is provided. */
      keys?: Array<{
        /** Lower-case letters, digits and hyphens. */
        id: string;

        /**
         * 32 random bytes in base64, or a random text of 32 characters and more.
         * @visibility secret
         */
        secret: string;
      }>;

      /** How secrets reach the cluster of an environment, where another way is taken than a store named `towpath`. */
      clusters?: Array<{
        /** Name of the environment. */
        environment: string;

        /** Name of the ClusterSecretStore that manifests refer to, for a cluster that has several environments. */
        secretStore?: string;

        /**
         * Certificate of the controller of Sealed Secrets, in PEM, as `kubeseal --fetch-cert` prints it. Then Git holds
         * the secrets, encrypted for that controller, in place of references.
         */
        sealedSecretsCertificate?: string;
      }>;
    };

    /** Git hosts that tell of pushes and pull requests; without any, only the look each ten minutes finds a push. */
    hooks?: Array<{
      /** As under `integrations`, with its port. */
      host: string;

      /**
       * 32 characters and more. The hook of an organisation has it as its secret; that of a repository has one that is
       * made of it.
       * @visibility secret
       */
      secret: string;

      /** The portal sets the hooks of repositories with a Score file itself, which its account has to be allowed to. Default: false. */
      register?: boolean;
    }>;
    /** How many provisionings may be under way. One more is refused. */
    provisions?: {
      /** Of one service in one environment. Default: 20. */
      mostPerTarget?: number;
      /** Asked for by one person or token. Default: 300. */
      mostPerPerson?: number;
      /** Default: 2000. */
      mostInAll?: number;
    };

    /** How drivers look whether what was provided is as it was. */
    drift?: {
      /** How long after a look the next one is due, about. A minute or more. Default: 30 minutes. */
      every?: HumanDuration | string;

      /** How many looks of one driver are under way at a time, in one process: 1 to 64. Default: 4. */
      parallel?: number;
    };

    /** From where the External Secrets Operator reads secret outputs. */
    store?: {
      /** One for each environment that has an operator; without any, nobody reads. */
      credentials?: Array<{
        /** Name of the environment whose secrets it lets read, and no other's. */
        environment: string;

        /**
         * 32 characters and more.
         * @visibility secret
         */
        token: string;
      }>;
    };
  };
}
