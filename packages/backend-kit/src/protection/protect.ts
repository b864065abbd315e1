import type {
  AuditorService,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Caller } from '../caller/Caller';
import { audited } from './audited';
import type { Authorizer, Question } from './Authorizer';
import type { AuditFields, Protection, ProtectionTable } from './Protection';
import { requireFitTexts } from './requireFitTexts';

type AnyProtection = Protection<any[], any>;

export interface ProtectOptions<Service> {
  auditor: AuditorService;
  authorizer: Authorizer;
  table: ProtectionTable<Service>;
}

/**
 * Puts a service behind its table: who may call what, and how it is written down. The audit log is
 * outermost, so that what is refused, by whatever layer, is in it as well as what was done. Each method
 * takes a {@link Caller}; everything else that it takes came from outside, and has to be text that can
 * be stored.
 */
export function protect<Service extends object>(
  service: Service,
  { auditor, authorizer, table }: ProtectOptions<Service>,
): Service {
  const rows = Object.entries(table) as [string, AnyProtection][];
  const methods = rows.map(([name, row]) => [
    name,
    (...args: unknown[]) => {
      const caller = callerAmong(args);
      return audited(auditor, caller, toChange(row, args), async () => {
        requireCaller(row.callers, caller);
        requireFit(args, caller);
        const question = await questionOf(row, caller, args);
        if (question) await authorizer.require(question, caller);
        const result = await (service as any)[name](...args);
        if (!row.complete) return result;
        const ask = (more: Question[]) => authorizer.ask(more, caller);
        return row.complete(result, { caller, ask });
      });
    },
  ]);
  return Object.fromEntries(methods);
}

async function questionOf(
  { permission }: AnyProtection,
  caller: Caller,
  args: unknown[],
): Promise<Question | undefined> {
  return typeof permission === 'function'
    ? permission(caller, ...args)
    : { permission };
}

function toChange(row: AnyProtection, args: unknown[]) {
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

function requireFit(args: unknown[], caller: Caller): void {
  args
    .filter(one => one !== caller)
    .forEach(one => requireFitTexts(one, 'request'));
}

function requireCaller(
  callers: AnyProtection['callers'],
  { credentials }: Caller,
): void {
  const principal = credentials.principal as
    | BackstageUserPrincipal
    | BackstageServicePrincipal;
  if (!callers || principal.type === 'user') return;
  if (callers === 'person') {
    requirePerson({ credentials });
    return;
  }
  // Any other service could act for everybody without anybody having said so.
  const { name } = callers.service;
  if (principal.accessRestrictions?.permissionNames?.includes(name)) return;
  throw new NotAllowedError(
    `It takes the permission ${name}: use the token of a person, or one of a service whose accessRestrictions name it`,
  );
}

/** @throws NotAllowedError for a service */
export function requirePerson({
  credentials,
}: Pick<Caller, 'credentials'>): void {
  const { type } = credentials.principal as { type?: string };
  if (type === 'user') return;
  throw new NotAllowedError(
    'Only a person may do this: sign in as one, a token of a service is not enough',
  );
}

function defined(fields: AuditFields = {}): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as JsonObject;
}
