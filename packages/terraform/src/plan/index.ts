export * from './types';
export { projectPlan } from './projectPlan';
export {
  describeSummary,
  groupChanges,
  summarizePlan,
  type ChangeGroup,
  type PlanSummary,
} from './summarizePlan';
export { renderMarkdown } from './renderMarkdown';
export { renderText } from './renderText';
