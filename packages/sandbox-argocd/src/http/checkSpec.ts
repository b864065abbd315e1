import { newApplication, specOf } from '../control/newApplication.ts';
import { specProblem } from '../control/reconcile.ts';
import { invalidArgument } from '../errors.ts';
import { type ApplicationSpec, sourcesOf } from '../model.ts';
import type { ArgoCdParts } from '../ArgoCdParts.ts';

/** @throws GrpcError 3 that says what is wrong with the specification */
export async function checkSpec(
  parts: ArgoCdParts,
  name: string,
  given: ApplicationSpec | undefined,
  validate: boolean,
): Promise<void> {
  if (!given?.destination) {
    throw invalidArgument(
      `application spec for ${name} is invalid: InvalidSpecError: spec.destination is missing`,
    );
  }
  const spec = specOf(given);
  const context = {
    clusters: parts.clusters,
    hasProject: (project: string) => !!parts.projects.get(project),
  };
  if (!context.hasProject(spec.project)) {
    throw invalidArgument(
      `application references project ${spec.project} which does not exist`,
    );
  }
  if (!validate) return;
  const problem =
    specProblem(spec, context) ?? (await sourceProblem(parts, name, spec));
  if (problem) {
    throw invalidArgument(
      `application spec for ${name} is invalid: InvalidSpecError: ${problem}`,
    );
  }
}

async function sourceProblem(
  { git, targets, clock }: ArgoCdParts,
  name: string,
  spec: ApplicationSpec,
): Promise<string | undefined> {
  const sources = sourcesOf(spec);
  const incomplete = sources.find(
    ({ repoURL, path, chart, ref }) => !repoURL || (!path && !chart && !ref),
  );
  if (sources.length === 0 || incomplete) {
    return 'spec.source.repoURL and either spec.source.path or spec.source.chart are required';
  }
  for (const { repoURL } of sources.filter(({ chart }) => !chart)) {
    try {
      await git.poll(repoURL);
    } catch (error) {
      return `repository not accessible: ${repoURL}: ${
        (error as Error).message
      }`;
    }
  }
  // Charts cannot be rendered here; that is told by a condition, not by a refusal.
  if (sources.some(({ chart, helm }) => chart || helm)) return undefined;
  try {
    await targets.read(newApplication({ name }, spec, clock()));
    return undefined;
  } catch (error) {
    return `Unable to generate manifests in ${sources[0].path}: ${(
      error as Error
    ).message.trim()}`;
  }
}
