import {
  hasErrors,
  renderKubernetes,
  type Diagnostic,
  type KnownOutputs,
  type KubernetesObject,
} from '@towpath/score';
import { stringify } from 'yaml';
import type { FileChange } from '@towpath/plugin-score-common';
import { KUSTOMIZATION, MANIFESTS, RENDERED } from '@towpath/plugin-score-node';
import type { Selector } from '../model/ServicePlace';
import { besideWorkload } from './besideWorkload';
import { keepSelectors } from './keepSelectors';
import { adoptKustomization, imageNameIn } from './kustomization';
import { leaveReplicas } from './leaveReplicas';
import type { PlatformProfile, ProfileSubject } from './PlatformProfile';

/** The files of the folder as they are; one that is not there is absent. */
export type FolderFiles = ReadonlyMap<string, string>;

/** A workload and what it is rendered with. */
interface ObjectsRequest extends ProfileSubject {
  outputs: KnownOutputs;
  /** What resources bring with them. */
  manifests: KubernetesObject[];
  profile: PlatformProfile;
  /** Of the workloads that are there already. */
  selectors?: Record<string, Selector>;
}

/** What rendering is about. */
export interface RenderRequest extends ObjectsRequest {
  /** Folder in the repository. */
  path: string;
  files: FolderFiles;
  /** For a workload whose image is `.` and whose folder names none. */
  image: string;
  /** Where the Score file is, for whoever reads the manifests. */
  source?: string;
}

/** The files of the folder as they are to be. */
export interface Rendered {
  objects: KubernetesObject[];
  changes: FileChange[];
  diagnostics: Diagnostic[];
  /** Files that somebody wrote by hand, and that are used no more. */
  handWritten: string[];
}

/** Renders a workload into the folder of one environment. Its version stays as the kustomization says it. */
export function renderFolder(request: RenderRequest): Rendered {
  const { workload, files } = request;
  const kustomization = files.get(KUSTOMIZATION);
  const image =
    imageNameIn(kustomization, workload.metadata.name) ?? request.image;
  const { objects, diagnostics } = renderObjects(request, image);
  if (hasErrors(diagnostics)) {
    return { objects: [], changes: [], diagnostics, handWritten: [] };
  }
  const adopted = adoptKustomization(kustomization, MANIFESTS);
  const wanted = new Map([
    [KUSTOMIZATION, adopted.text],
    [MANIFESTS, manifestsText(objects, request.source)],
  ]);
  return {
    objects,
    changes: changesOf(request, wanted),
    diagnostics,
    handWritten: adopted.replaced,
  };
}

/** The objects of a workload, those of its resources and of the platform's profile; none with an error. */
export function renderObjects(
  request: ObjectsRequest,
  image: string,
): { objects: KubernetesObject[]; diagnostics: Diagnostic[] } {
  const { workload, outputs, manifests, profile, environment } = request;
  const rendered = renderKubernetes([workload], {
    outputs,
    manifests,
    profile: profile.settingsFor(subjectOf(request)),
    tier: environment.tier,
    images: image,
  });
  const { objects, diagnostics } = besideWorkload(
    keepSelectors(rendered.objects, request.selectors ?? {}),
    profile,
    subjectOf(request),
  );
  return {
    objects: leaveReplicas(objects),
    diagnostics: [...rendered.diagnostics, ...diagnostics],
  };
}

function subjectOf({
  service,
  environment,
  workload,
}: ObjectsRequest): ProfileSubject {
  return { service, environment, workload };
}

function changesOf(
  { path, files }: RenderRequest,
  wanted: ReadonlyMap<string, string>,
): FileChange[] {
  return [...wanted]
    .filter(([name, text]) => files.get(name) !== text)
    .map(([name, after]) => ({
      file: path ? `${path}/${name}` : name,
      before: files.get(name),
      after,
    }));
}

/** The text of the file of manifests. */
export function manifestsText(
  objects: KubernetesObject[],
  source?: string,
): string {
  const head = [
    `${RENDERED}${source ? ` from ${source}` : ''}.`,
    '# It is written anew each time: change the Score file instead.',
    '',
  ].join('\n');
  const documents = objects.map(object =>
    stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }),
  );
  return `${head}${documents.join('---\n')}`;
}
