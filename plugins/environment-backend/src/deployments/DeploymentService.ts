import type { Caller } from '@towpath/backend-kit';
import type {
  EnvironmentSummary,
  HistoryEntry,
  HistoryQuery,
  InstanceStatus,
  KnownName,
  Page,
  Service,
  ServiceQuery,
} from '@towpath/plugin-environment-common';

/** What pages, actions and templates ask about what runs where. Services are names or references. */
export interface DeploymentService {
  listEnvironments(caller: Caller): Promise<EnvironmentSummary[]>;
  getStatus(caller: Caller): Promise<InstanceStatus[]>;
  /** @throws InputError for a cursor that is none of its own. */
  listServices(
    query: ServiceQuery,
    caller: Caller,
  ): Promise<Page<Service> & { total: number }>;
  /** @throws NotFoundError */
  getService(service: string, caller: Caller): Promise<Service>;
  /** @throws NotFoundError while nothing on the platform's side has this name, or it is free. */
  getKnownName(ref: string, caller: Caller): Promise<KnownName>;
  /** Newest first. @throws NotFoundError, InputError */
  getHistory(
    service: string,
    query: HistoryQuery,
    caller: Caller,
  ): Promise<Page<HistoryEntry>>;
}
