import { isObject, member } from '../json/read';

// Attributes that repeat another one, but whose mask Terraform or the provider leaves out.
const REPEATS: Record<string, { of: string; type?: string }> = {
  output: { of: 'input', type: 'terraform_data' },
  tags_all: { of: 'tags' },
  labels_all: { of: 'labels' },
  effective_labels: { of: 'labels' },
  terraform_labels: { of: 'labels' },
};

/** The mask of a resource, with what is known to be missing in it. */
export function completeMask(type: string, mask: unknown): unknown {
  if (!isObject(mask)) return mask;
  const added = Object.entries(REPEATS)
    .filter(([, { type: only }]) => only === undefined || only === type)
    .map(([name, { of }]) => [
      name,
      union(member(mask, name), member(mask, of)),
    ])
    .filter(([, one]) => one !== undefined);
  return { ...mask, ...Object.fromEntries(added) };
}

function union(a: unknown, b: unknown): unknown {
  if (a === true || b === true) return true;
  if (typeof a !== 'object' || a === null) return b;
  if (typeof b !== 'object' || b === null) return a;
  return { ...b, ...a };
}
