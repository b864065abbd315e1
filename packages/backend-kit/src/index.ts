/**
 * What the backend plugins of Towpath share, so that one of them is its domain and little else.
 *
 * @packageDocumentation
 */
export { ownedResource } from './access/ownedResource';
export type {
  Listeners,
  OwnedResource,
  PluginAccess,
  Role,
  TokenRoute,
} from './access/PluginAccess';
export {
  createPluginAccess,
  pluginAccessServiceRef,
} from './access/pluginAccessServiceRef';
export { asks, asPortal, named, reads } from './access/tokenRoutes';
export type { Caller } from './caller/Caller';
export { callerIn, callerOf } from './caller/callerOf';
export { fetchAs } from './caller/fetchAs';
export { clockServiceRef } from './clockServiceRef';
export { decodeCursor, refuseCursor, toPage } from './database/cursor';
export { inBatches } from './database/inBatches';
export { isUuid } from './database/isUuid';
export { oneAtATime } from './database/oneAtATime';
export { openDatabase } from './database/openDatabase';
export { takeTurns } from './database/takeTurns';
export { toColumns } from './database/toColumns';
export { DataFolder, type DataFile } from './files/DataFolder';
export { KeptFolder, type FileProblem } from './files/KeptFolder';
export { shownPath } from './files/shownPath';
export {
  healthNotesServiceRef,
  noteBrokenFiles,
  type HealthNote,
  type HealthNotesService,
} from './health/healthNotesServiceRef';
export type { AddRoutes, ApiRouter } from './http/ApiRouter';
export { createApiRouter } from './http/createApiRouter';
export { readDocument } from './http/readDocument';
export { Outbox, type OutboxOptions, type Send } from './outbox/Outbox';
export { askPolicies, unusable, type PolicyWord } from './policies/askPolicies';
export { PolicyFolder } from './policies/PolicyFolder';
export type { JudgingPolicy } from './policies/JudgingPolicy';
export { openPolicies } from './policies/openPolicies';
export {
  HIT_DAYS,
  PolicyHits,
  type PolicyHit,
  type SpokenRule,
} from './policies/PolicyHits';
export {
  policySubjectsServiceRef,
  type JudgedSubject,
  type PolicySubjectsService,
} from './policies/policySubjectsServiceRef';
export type { PolicyFile, PolicyReader } from './policies/readPolicyFile';
export { POLICY_SUBJECTS, type PolicySubject } from './policies/subjects';
export { audited, type AuditedChange } from './protection/audited';
export {
  Authorizer,
  type Ask,
  type Ability,
  type Question,
} from './protection/Authorizer';
export { isAmong } from './protection/isAmong';
export { protect } from './protection/protect';
export type {
  Asker,
  Protection,
  ProtectionTable,
} from './protection/Protection';
export {
  createPluginSettings,
  pluginSettingsServiceRef,
  type PluginSettings,
} from './settings/PluginSettings';
export { CoalescedSignals } from './signals/CoalescedSignals';
