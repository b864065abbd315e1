import type { components, operations } from './generated/schema';

type Schemas = components['schemas'];

export type Approval = Schemas['Promotion']['approval'];
export type ApprovalRule = Schemas['ApprovalRule'];
export type Check = Schemas['Check'];
export type Commit = Schemas['Commit'];
export type Comparison = Schemas['Comparison'];
export type ConfigDifference = Schemas['ConfigDifference'];
export type Deployment = Schemas['Deployment'];
export type Edit = Schemas['Edit'];
export type EnvironmentSummary = Schemas['Environment'];
export type Freeze = Schemas['Freeze'];
export type GateReport = Schemas['Gate'];
export type Health = Schemas['Health'];
export type HistoryEntry = Schemas['HistoryEntry'];
export type InstanceStatus = Schemas['InstanceStatus'];
export type KnownName = Schemas['KnownName'];
export type LogLine = Schemas['LogLine'];
export type May = Schemas['May'];
export type Needs = Schemas['Needs'];
export type NeededResource = Schemas['NeededResource'];
export type Promotion = Schemas['Promotion'];
export type PromotionStatus = Schemas['PromotionStatus'];
export type PromotionStep = Schemas['Step'];
export type RollbackPreview = Schemas['RollbackPreview'];
export type Service = Schemas['Service'];
export type SyncState = Schemas['SyncState'];
export type WrittenFile = Schemas['WrittenFile'];

type Query<Operation extends keyof operations> = NonNullable<
  operations[Operation]['parameters']['query']
>;

type Body<Operation extends keyof operations> = operations[Operation] extends {
  requestBody?: { content: { 'application/json': infer Content } };
}
  ? Content
  : never;

export type ServiceQuery = Query<'listServices'>;
export type CompareQuery = Query<'compare'>;
export type PromotionQuery = Query<'listPromotions'>;
export type HistoryQuery = Query<'getHistory'>;
export type FreezeQuery = Query<'listFreezes'>;
export type LogQuery = Query<'getPromotionLog'>;
export type PromoteRequest = Body<'promote'>;
export type RollbackRequest = Body<'rollback'>;
export type FreezeRequest = Body<'createFreeze'>;

/** One page of a list. `nextCursor` is absent on the last one. */
export interface Page<Item> {
  items: Item[];
  nextCursor?: string;
}
