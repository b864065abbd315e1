/*
 * Nothing here is required on purpose: a server that lacks something is named in the log in words at start, resources
 * on it are refused, and the rest of the portal works on.
 */
export interface Config {
  score?: {
    postgres?: {
      /** Shared PostgreSQL servers, 16 or newer, by the names that resource definitions use. */
      servers?: {
        [name: string]: {
          /** Where the portal reaches it. */
          host?: string;

          /** Default: 5432. */
          port?: number;

          /** The role that makes databases: `create role provisioner login createdb createrole`. */
          user?: string;

          /** @visibility secret */
          password?: string;

          /** The database that it connects to for that. Default: `postgres`. */
          database?: string;

          /** Whether to encrypt the connection and to check the server's certificate. Default: false. */
          ssl?: boolean;

          /** A PEM file with the certificates to trust, beside the usual ones. Only with `ssl`. */
          caFile?: string;

          /** The host that workloads are told. Default: `host`. */
          advertisedHost?: string;

          /** The port that workloads are told. Default: `port`. */
          advertisedPort?: number;

          /** How many days a deleted database is kept, and can be restored. At least 1. Default: 30. */
          keepForDays?: number;
        };
      };
    };
  };
}
