import type { Request } from 'express';
import { unknownError } from '../errors.ts';
import { type Application, sourcesOf } from '../model.ts';
import { type LabelTest, parseLabelSelector } from '../render/labelSelector.ts';
import { isForeign, queryList, queryText } from './request.ts';

/** What a list or a stream is asked for. @throws GrpcError 2 for a selector that cannot be read */
export function readQuery(
  request: Request,
): (application: Application) => boolean {
  const name = queryText(request, 'name');
  const repo = queryText(request, 'repo');
  const projects = queryList(
    request,
    'projects',
    'project',
    'projects[]',
    'project[]',
  );
  const isElsewhere = isForeign(queryText(request, 'appNamespace'));
  const selects = readSelector(queryText(request, 'selector'));
  return ({ metadata, spec }) =>
    !isElsewhere &&
    (!name || metadata.name === name) &&
    (!repo || sourcesOf(spec).some(({ repoURL }) => repoURL === repo)) &&
    (projects.length === 0 || projects.includes(spec.project)) &&
    selects(metadata.labels ?? {});
}

function readSelector(text = ''): LabelTest {
  try {
    return parseLabelSelector(text);
  } catch (error) {
    throw unknownError(
      `error parsing the selector: ${(error as Error).message}`,
    );
  }
}
