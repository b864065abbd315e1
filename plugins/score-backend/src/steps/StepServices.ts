import type { ArgoCdInstances } from '@towpath/argocd';
import type { GitRepositories, Author } from '@towpath/gitops';
import type { DriverRequest } from '@towpath/plugin-score-node';
import type { Knex } from 'knex';
import type { ResourceStore } from '../database/ResourceStore';
import type { SecretStore } from '../database/SecretStore';
import type { UseStore } from '../database/UseStore';
import type { DefinitionFolder } from '../definitions/DefinitionFolder';
import type { ImportFolder } from '../imports/ImportFolder';
import type { ServicePlaces } from '../places/ServicePlaces';
import type { Seen } from '../model/Observed';
import type { Drivers } from '../planning/Drivers';
import type { Memories } from '../planning/Memories';
import type { MoveFinder } from '../planning/MoveFinder';
import type { Planner } from '../planning/Planner';
import type { RemovalPlanner } from '../planning/RemovalPlanner';
import type { PlaceRenderer } from '../planning/PlaceRenderer';
import type { ResourceLooker } from '../planning/ResourceLooker';
import type { SharedResources } from '../planning/SharedResources';

/** What steps work with. */
export interface StepServices {
  knex: Knex;
  planner: Planner;
  removals: RemovalPlanner;
  places: ServicePlaces;
  definitions: DefinitionFolder;
  looker: ResourceLooker;
  renderer: PlaceRenderer;
  drivers: Drivers;
  /** Has a driver look at what it once provided, for so long and no longer. */
  questions: {
    ask(
      driver: string,
      request: DriverRequest,
      signal: AbortSignal,
    ): Promise<Seen>;
  };
  resources: ResourceStore;
  secrets: SecretStore;
  memories: Memories;
  uses: UseStore;
  shared: SharedResources;
  moves: MoveFinder;
  imports: ImportFolder;
  repositories: GitRepositories;
  instances: ArgoCdInstances;
  /** Who commits. */
  author: Author;
}
