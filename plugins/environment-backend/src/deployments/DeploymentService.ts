import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  EnvironmentSummary,
  HistoryEntry,
  HistoryQuery,
  InstanceStatus,
  Page,
  Service,
  ServiceQuery,
} from '@towpath/plugin-environment-common';

/** On whose behalf something is asked. */
export interface Asker {
  credentials: BackstageCredentials;
}

/** What pages, actions and templates ask about what runs where. Services are names or references. */
export interface DeploymentService {
  listEnvironments(asker: Asker): Promise<EnvironmentSummary[]>;
  getStatus(asker: Asker): Promise<InstanceStatus[]>;
  /** @throws InputError for a cursor that is none of its own. */
  listServices(
    query: ServiceQuery,
    asker: Asker,
  ): Promise<Page<Service> & { total: number }>;
  /** @throws NotFoundError */
  getService(service: string, asker: Asker): Promise<Service>;
  /** Newest first. @throws NotFoundError, InputError */
  getHistory(
    service: string,
    query: HistoryQuery,
    asker: Asker,
  ): Promise<Page<HistoryEntry>>;
}
