import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { Clock } from '@towpath/clock';
import type { Knex } from 'knex';
import { OpaClient } from './opa/OpaClient';
import { readOpaSettings } from './opa/readOpaSettings';
import { PolicyFolder } from './PolicyFolder';
import { PolicyHits } from './PolicyHits';
import type {
  JudgedSubject,
  PolicySubjectsService,
} from './policySubjectsServiceRef';
import type { PolicySubject } from './subjects';

/** The policies about one subject and what is known of them, told to who shows all of them. */
export function openPolicies(options: {
  subject: PolicySubject;
  variables: readonly string[];
  folders: string[];
  subjects: PolicySubjectsService;
  /** For where OPA is. */
  config: RootConfigService;
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
}): JudgedSubject {
  const { subject, variables, folders, knex, clock, logger } = options;
  const opa = readOpaSettings(options.config);
  const judged = {
    ...{ subject, variables },
    policies: new PolicyFolder({
      reader: {
        ...{ subject, variables },
        opa: opa && new OpaClient(opa),
      },
      ...{ folders, clock, logger },
    }),
    hits: new PolicyHits({ knex, clock, subject }),
  };
  options.subjects.register(judged);
  return judged;
}
