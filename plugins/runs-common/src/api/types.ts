import type { components, operations } from './generated/schema';

type Schemas = components['schemas'];

/** One run, with what the person who asks may do with it now; `details` is what only its kind has. */
export type Run = Schemas['Run'];
export type RunAbilities = Run['can'];
export type RunApproval = Schemas['Approval'];
export type RunDecision = Schemas['Decision'];
export type RunKind = Schemas['RunKind'];
export type RunLog = Schemas['RunLog'];
export type RunLogLine = Schemas['LogLine'];
/** Whether the person who asks may do something, and if not, why. */
export type RunMay = Schemas['May'];
export type RunStatus = Schemas['RunStatus'];
export type RunStep = Schemas['RunStep'];
/** Runs of all kinds, newest first, and the kinds that did not answer. */
export type RunPage = Schemas['RunPage'];
export type UnansweredKind = Schemas['Unanswered'];

type Query<Operation extends keyof operations> = NonNullable<
  operations[Operation]['parameters']['query']
>;

type Body<Operation extends keyof operations> = operations[Operation] extends {
  requestBody?: { content: { 'application/json': infer Content } };
}
  ? Content
  : never;

export type RunQuery = Query<'listRuns'>;
export type RunLogQuery = Query<'getRunLog'>;
export type ApproveRequest = Body<'approveRun'>;
export type RejectRequest = Body<'rejectRun'>;
export type CancelRequest = Body<'cancelRun'>;
export type RollbackRequest = Body<'rollBackRun'>;
