import type { AuditorServiceEventSeverityLevel } from '@backstage/backend-plugin-api';
import type {
  BasicPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import type { JsonValue } from '@backstage/types';
import type { Caller } from '../caller/Caller';
import type { Ask, Question } from './Authorizer';

/** What is written into the audit log; what is undefined is left out. */
export type AuditFields = Record<string, JsonValue | undefined>;

/** On whose behalf a result is completed, and what they may do. */
export interface Asker {
  caller: Caller;
  ask: Ask;
}

/** What holds for one method of a service, whichever door it is called through. */
export interface Protection<Args extends unknown[], Result> {
  /**
   * Who may call it at all: a person alone, or a service too when its token names the permission.
   * Default: any person or service that the permission below lets in.
   */
  callers?: 'person' | { service: Permission };
  /**
   * What the permission policy is asked first: a permission, or what the arguments come to. Undefined
   * where nothing has to be asked, such as for what is one's own.
   */
  permission:
    | BasicPermission
    | ((
        caller: Caller,
        ...args: Args
      ) => Promise<Question | undefined> | Question | undefined);
  /** Tells on the result what else the caller may do with it. */
  complete?(result: Result, asker: Asker): Promise<Result>;
  /** How it is called in the audit log. */
  eventId: string;
  /** Default: medium. */
  severityLevel?:
    | AuditorServiceEventSeverityLevel
    | ((...args: Args) => AuditorServiceEventSeverityLevel);
  /** What was asked for. */
  meta?(...args: Args): AuditFields;
  /** What is known only afterwards. */
  outcome?(result: Result): AuditFields;
}

/** A row for each method; a method without one does not compile. */
export type ProtectionTable<Service> = {
  [Method in keyof Service]-?: Service[Method] extends (
    ...args: infer Args
  ) => Promise<infer Result>
    ? Protection<Args, Result>
    : never;
};
