import type { ArgoCdInstances } from '@towpath/argocd';
import type { GitRepositories, Author } from '@towpath/gitops';
import type { Knex } from 'knex';
import type { ResourceStore } from '../database/ResourceStore';
import type { SecretStore } from '../database/SecretStore';
import type { UseStore } from '../database/UseStore';
import type { DefinitionFolder } from '../definitions/DefinitionFolder';
import type { ServicePlaces } from '../places/ServicePlaces';
import type { Drivers } from '../planning/Drivers';
import type { Planner } from '../planning/Planner';
import type { PlaceRenderer } from '../planning/PlaceRenderer';
import type { ResourceLooker } from '../planning/ResourceLooker';
import type { SharedResources } from '../planning/SharedResources';

/** What steps work with. */
export interface StepServices {
  knex: Knex;
  planner: Planner;
  places: ServicePlaces;
  definitions: DefinitionFolder;
  looker: ResourceLooker;
  renderer: PlaceRenderer;
  drivers: Drivers;
  resources: ResourceStore;
  secrets: SecretStore;
  uses: UseStore;
  shared: SharedResources;
  repositories: GitRepositories;
  instances: ArgoCdInstances;
  /** Who commits. */
  author: Author;
}
