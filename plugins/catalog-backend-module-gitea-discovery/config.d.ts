import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** Organisations on Gitea hosts whose repositories are read, by a name of your own. */
      gitea?: {
        [name: string]: {
          /** One of `integrations.gitea`, with its port. */
          host: string;
          organization: string;
          /** Read in every repository. Default: each repository's own default branch. */
          branch?: string;
          /** Default: `catalog-info.yaml`. */
          catalogPath?: string;
          /** How often the organisation is looked at. */
          schedule: SchedulerServiceTaskScheduleDefinitionConfig;
        };
      };
    };
  };
}
