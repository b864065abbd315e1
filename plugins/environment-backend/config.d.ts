export interface Config {
  environment?: {
    /**
     * Folders with the policies that gates of type `rule` name, one a YAML file. Relative to the folder
     * that the backend runs in. Default: `../../platform/policies`.
     */
    policies?: string[];
  };
}
