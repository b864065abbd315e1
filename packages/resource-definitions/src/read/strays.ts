import { formatPath, suggest } from '@towpath/score';
import type { DefinitionProblem } from '../types';
import type { WrittenDefinition } from './readDefinitions';

/** What definitions bring of types that no definition provides. */
export function findStrays(written: WrittenDefinition[]): DefinitionProblem[] {
  const types = new Set(written.map(({ definition }) => definition.type));
  return written.flatMap(({ file, definition, document }) =>
    (definition.brings ?? []).flatMap(({ type }, at) => {
      if (types.has(type)) return [];
      const path = ['brings', at, 'type'];
      const meant = suggest(type, [...types]);
      const way = meant ? `did you mean ${meant}?` : 'write a definition of it';
      return [
        {
          file,
          ...document.placeOf(path),
          path: formatPath(path),
          message: `"${definition.name}" brings ${type}, and no definition provides that type; ${way}`,
        },
      ];
    }),
  );
}
