import { suggest } from '../diagnostics/suggest';
import type { Finding } from '../load/tree';
import { lookup } from '../placeholder/substitute';
import { formProblem } from '../placeholder/form';
import { placeholdersOf, unfilledTexts } from '../placeholder/places';
import { refParts, refsIn } from '../placeholder/tokens';
import { isPlainMap } from '../json';
import type { Workload } from '../types';

type Problem = Pick<Finding, 'code' | 'message' | 'fix' | 'lacks'>;

const ESCAPE = 'to keep it as text, write $${…}';

/** Finds placeholders that cannot resolve, before any resource exists. */
export function checkPlaceholders(workload: Workload): Finding[] {
  return [...unresolvable(workload), ...leftAsTheyAre(workload)];
}

/** In a command the reference hands placeholders to the program unfilled. */
function leftAsTheyAre(workload: Workload): Finding[] {
  return unfilledTexts(workload).flatMap(({ path, text }) => {
    const ref = refsIn(text).find(one =>
      ['resources', 'metadata'].includes(refParts(one)[0]),
    );
    if (ref === undefined) return [];
    return {
      severity: 'warning' as const,
      code: 'placeholder/unfilled',
      message: `\${${ref}} is not filled in here; it stays as it is`,
      path,
      fix: {
        text: 'put it into a variable, and let a shell or the program read that',
        automatic: false,
      },
    };
  });
}

function unresolvable(workload: Workload): Finding[] {
  return placeholdersOf(workload).flatMap(({ path, ref }) => {
    const volume = path[2] === 'volumes';
    const problem = problemOf(ref, workload, volume);
    return problem ? [{ severity: 'error' as const, path, ...problem }] : [];
  });
}

function problemOf(
  ref: string,
  workload: Workload,
  volume: boolean,
): Problem | undefined {
  const [root, ...keys] = refParts(ref);
  const malformed = formOf(ref);
  if (malformed) return malformed;
  if (root === 'resources') return resourceProblem(ref, keys, workload, volume);
  if (root === 'metadata') return metadataProblem(ref, keys, workload);
  const meant = suggest(root, ['resources', 'metadata']);
  return {
    code: 'placeholder/root',
    message: `\${${ref}} starts with neither resources nor metadata`,
    fix: {
      text: meant ? `did you mean ${meant}? Else ${ESCAPE}` : ESCAPE,
      automatic: false,
    },
  };
}

function formOf(ref: string): Problem | undefined {
  const [root, ...keys] = refParts(ref);
  if (root.trim() !== 'resources') return undefined;
  const found = formProblem(ref, [root, ...keys]);
  if (!found) return undefined;
  const { problem, meant = 'resources.NAME.OUTPUT' } = found;
  return {
    code: 'placeholder/form',
    message: `\${${ref}} ${problem}`,
    fix: { text: `write \${${meant}}; ${ESCAPE}`, automatic: false },
  };
}

function resourceProblem(
  ref: string,
  [name, ...keys]: string[],
  workload: Workload,
  volume: boolean,
): Problem | undefined {
  const resources = workload.resources ?? {};
  // Written in a form that is refused already, so its names are not known.
  if (!isPlainMap(resources)) return undefined;
  if (!name) return tooShort(ref, 'resources.NAME.OUTPUT');
  if (!Object.hasOwn(resources, name)) {
    const names = Object.keys(resources);
    const meant = suggest(name, names);
    const known = names.length
      ? `declared: ${names.join(', ')}`
      : 'none is declared';
    return {
      code: 'placeholder/unknown-resource',
      message: `\${${ref}} names the resource ${name}, which is not declared`,
      lacks: ['resources', name],
      fix: {
        text: meant
          ? `did you mean ${meant}?`
          : `declare it under resources; ${known}`,
        automatic: false,
      },
    };
  }
  if (keys.includes('')) return emptyPart(ref);
  if (!keys.length && !volume) return tooShort(ref, `resources.${name}.OUTPUT`);
  return undefined;
}

function metadataProblem(
  ref: string,
  keys: string[],
  workload: Workload,
): Problem | undefined {
  if (!keys.length) return tooShort(ref, 'metadata.KEY');
  if (keys.includes('')) return emptyPart(ref);
  if (!isPlainMap(workload.metadata)) return undefined;
  try {
    lookup(workload.metadata, keys);
    return undefined;
  } catch (error) {
    const meant = suggest(keys[0], Object.keys(workload.metadata));
    return {
      code: 'placeholder/unknown-metadata',
      message: `\${${ref}} is not in metadata: ${(error as Error).message}`,
      lacks: ['metadata', ...keys],
      fix: {
        text:
          meant && meant !== keys[0]
            ? `did you mean ${meant}?`
            : 'add it to metadata; a dot inside a key is written \\.',
        automatic: false,
      },
    };
  }
}

function tooShort(ref: string, form: string): Problem {
  return {
    code: 'placeholder/too-short',
    message: `\${${ref}} stops too early`,
    fix: { text: `write \${${form}}`, automatic: false },
  };
}

function emptyPart(ref: string): Problem {
  return {
    code: 'placeholder/empty-part',
    message: `\${${ref}} has an empty part between two dots`,
    fix: { text: 'remove the extra dot', automatic: false },
  };
}
