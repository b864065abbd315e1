import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';
import type { JsonObject, JsonValue } from '@backstage/types';
import { audited } from '../audit/audited';
import type { Caller } from './Caller';
import { requireFitTexts } from './requireFitTexts';

type Fields = Record<string, JsonValue | undefined>;

/** What holds for one method of a service, whichever door it is called through. */
export interface Protection<Args extends unknown[], Result> {
  /**
   * Who may call it at all: a person alone, or a service too when its token names the permission. Default:
   * any person or service. The permissions themselves are asked inside.
   */
  callers?: 'person' | { service: Permission };
  /** How it is called in the audit log. */
  eventId: string;
  /** Default: medium. */
  severityLevel?:
    | AuditorServiceEventSeverityLevel
    | ((...args: Args) => AuditorServiceEventSeverityLevel);
  /** What was asked for; what is undefined is left out. */
  meta?(...args: Args): Fields;
  /** What is known only afterwards. */
  outcome?(result: Result): Fields;
}

/** A row for each method; a method without one does not compile. */
export type ProtectionTable<Service> = {
  [Method in keyof Service]-?: Service[Method] extends (
    ...args: infer Args
  ) => Promise<infer Result>
    ? Protection<Args, Result>
    : never;
};

/**
 * Puts a service behind its table. It is the outermost layer, so that what is refused inside, for
 * whatever reason, is in the audit log as well as what was done. Each method takes a {@link Caller};
 * everything else that it takes came from outside, and has to be text that can be stored.
 */
export function protect<Service extends object>(
  service: Service,
  auditor: AuditorService,
  table: ProtectionTable<Service>,
): Service {
  const rows = Object.entries(table) as [
    keyof Service & string,
    Protection<any[], unknown>,
  ][];
  const methods = rows.map(([name, row]) => [
    name,
    (...args: unknown[]) => {
      const caller = callerAmong(args);
      return audited(auditor, caller, toChange(row, args), async () => {
        requireCaller(row.callers, caller);
        args
          .filter(one => one !== caller)
          .forEach(one => requireFitTexts(one, 'request'));
        return (service[name] as Function)(...args);
      });
    },
  ]);
  return Object.fromEntries(methods);
}

function toChange(row: Protection<any[], unknown>, args: unknown[]) {
  const { eventId, severityLevel, meta, outcome } = row;
  return {
    eventId,
    severityLevel:
      typeof severityLevel === 'function'
        ? severityLevel(...args)
        : severityLevel,
    meta: defined(meta?.(...args)),
    outcome: (result: unknown) => defined(outcome?.(result)),
  };
}

function callerAmong(args: unknown[]): Caller {
  const caller = args.find(
    one => typeof one === 'object' && one !== null && 'credentials' in one,
  );
  if (caller) return caller as Caller;
  throw new Error('A protected method was called on nobody’s behalf');
}

function requireCaller(
  callers: Protection<unknown[], unknown>['callers'],
  { credentials }: Caller,
): void {
  const principal = credentials.principal as
    | BackstageUserPrincipal
    | BackstageServicePrincipal;
  if (!callers || principal.type === 'user') return;
  if (callers === 'person') {
    throw new NotAllowedError(
      'Only a person may do this: sign in as one, a token of a service is not enough',
    );
  }
  // Any other service could act for everybody without anybody having said so.
  const { name } = callers.service;
  if (principal.accessRestrictions?.permissionNames?.includes(name)) return;
  throw new NotAllowedError(
    `It takes the permission ${name}: use the token of a person, or one of a service whose accessRestrictions name it`,
  );
}

function defined(fields: Fields = {}): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as JsonObject;
}
