import type { LoggerService } from '@backstage/backend-plugin-api';
import type { HumanDuration } from '@backstage/types';
import type { Knex } from 'knex';
import type { Clock } from '@towpath/clock';
import type { RunKind } from './types';

export interface WorkflowEngineOptions {
  /** Of the plugin, on PostgreSQL; where its tables are, the engine's are too. It opens one connection beside the pool. */
  knex: Knex;
  logger: LoggerService;
  clock?: Clock;
  kinds: RunKind<object, object>[];
  /** Values of at least 6 characters that no log line and no reason may show; asked at every line. */
  secrets?: () => string[];
  /** How many runs this process works on at a time; 4 when not given. */
  workers?: number;
  /** For how long a worker that is not heard of keeps its run, in milliseconds; 15,000 when not given. */
  leaseMs?: number;
  /** How long ended runs are kept; 1 year when not given. */
  retention?: HumanDuration;
}
