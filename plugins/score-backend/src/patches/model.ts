import type { KubernetesObject } from '@towpath/score';
import type { MatchDefinition } from '@towpath/resource-definitions';
import type { ProfileSubject, RenderedWorkload } from '../model/ProfileSubject';

/** One operation of a JSON Patch (RFC 6902), whose value may hold expressions. */
export type PatchOperation = { path: string } & (
  | { op: 'add' | 'replace' | 'test'; value: unknown }
  | { op: 'remove' }
  | { op: 'move' | 'copy'; from: string }
);

/** Which of the rendered objects are changed. */
interface PatchedObjects {
  apiVersion: string;
  kind: string | string[];
  /** All of them when left out. */
  names?: string[];
  /** A CEL expression of type bool that knows the object too. */
  when?: string;
}

/** What a platform changes in what is rendered, as a file says it. */
export interface PatchDefinition {
  /** One name in the whole platform. */
  name: string;
  title: string;
  description?: string;
  /** Entity reference of who answers for it. */
  owner?: string;
  /** What is lower comes first, and then by name; 0 when left out. */
  order?: number;
  /** Of what is rendered, which; all when left out. */
  match?: MatchDefinition;
  objects: PatchedObjects;
  /** A part of an object, merged into it as Kubernetes merges. */
  set?: Record<string, unknown>;
  operations?: PatchOperation[];
}

/** What expressions of a patch ask about. */
export interface PatchSubject extends ProfileSubject {
  rendered?: RenderedWorkload;
}

/** What may be asked of one object beside. */
export interface ObjectSubject extends PatchSubject {
  object: KubernetesObject;
}

/** Why a patch cannot change an object: a clause without its full stop. */
export class PatchError extends Error {}
