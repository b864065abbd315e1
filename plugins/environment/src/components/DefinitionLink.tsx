import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_VIEW_URL,
  Entity,
} from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import type { ReactNode } from 'react';

/** Where the file of an entity can be changed, or else seen. */
export function definitionUrlOf(entity: Entity): string | undefined {
  const annotations = entity.metadata.annotations ?? {};
  return annotations[ANNOTATION_EDIT_URL] ?? annotations[ANNOTATION_VIEW_URL];
}

/** A link to the file of an entity; only its words when no address is known. */
export function DefinitionLink(props: { entity: Entity; children: ReactNode }) {
  const url = definitionUrlOf(props.entity);
  return url ? <Link to={url}>{props.children}</Link> : <>{props.children}</>;
}
