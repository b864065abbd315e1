import type { JsonObject } from '@backstage/types';

/** What somebody asks of a template. */
export interface TaskRequest {
  template: Template;
  values: JsonObject;
  /** Kept sealed, and never shown. */
  secrets: Record<string, string>;
  /** Id of the task that is to be tried again; absent for a new one. */
  retries?: string;
}

/** A template, as the catalog has it now. */
export interface Template {
  /** Entity reference. */
  ref: string;
  name: string;
  title: string;
  type: string;
  /** Entity reference; absent where nobody owns it. */
  owner?: string;
  tags: string[];
  /** From where its steps fetch what stands beside it; absent where it has no place. */
  baseUrl?: string;
  /** All of its `spec`. For a task that is tried again, with the steps of that task. */
  spec: JsonObject;
}

/** One of its steps, for people. */
export interface TemplateStep {
  id: string;
  name: string;
  action: string;
}

/** The steps that the template has, in order. */
export function stepsOf({ spec }: Pick<Template, 'spec'>): TemplateStep[] {
  const steps = Array.isArray(spec.steps) ? (spec.steps as JsonObject[]) : [];
  return steps.map(({ id, name, action }, index) => ({
    id: String(id ?? `step-${index + 1}`),
    name: String(name ?? action),
    action: String(action),
  }));
}
