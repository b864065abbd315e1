import {
  hasErrors,
  renderKubernetes,
  type Diagnostic,
  type KnownOutputs,
  type KubernetesObject,
} from '@towpath/score';
import { stringify } from 'yaml';
import type { FileChange, PatchEffect } from '@towpath/plugin-score-common';
import { KUSTOMIZATION, MANIFESTS, RENDERED } from '@towpath/plugin-score-node';
import type { ProfileSubject } from '../model/ProfileSubject';
import type { Selector } from '../model/ServicePlace';
import type { Patches } from '../patches/Patches';
import { besideWorkload, renderedWorkload } from './besideWorkload';
import { keepSelectors } from './keepSelectors';
import { adoptKustomization, imageNameIn } from './kustomization';
import { leaveReplicas, scaledAmong } from './leaveReplicas';
import type { PlatformProfile } from './PlatformProfile';

/** The files of the folder as they are; one that is not there is absent. */
export type FolderFiles = ReadonlyMap<string, string>;

/** A workload and what it is rendered with. */
interface ObjectsRequest extends ProfileSubject {
  outputs: KnownOutputs;
  /** What resources bring with them. */
  manifests: KubernetesObject[];
  profile: PlatformProfile;
  /** What the platform changes in all that is rendered. */
  patches: Patches;
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
  /** What each of the platform's patches has changed in the objects. */
  patches: PatchEffect[];
}

/** Renders a workload into the folder of one environment. Its version stays as the kustomization says it. */
export function renderFolder(request: RenderRequest): Rendered {
  const { workload, files } = request;
  const kustomization = files.get(KUSTOMIZATION);
  const image =
    imageNameIn(kustomization, workload.metadata.name) ?? request.image;
  const { objects, diagnostics, patches } = renderObjects(request, image);
  if (hasErrors(diagnostics)) {
    return { objects: [], changes: [], diagnostics, handWritten: [], patches };
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
    patches,
  };
}

/** The objects of a workload, those of its resources and of the platform's profile, as the platform's patches leave them. */
export function renderObjects(
  request: ObjectsRequest,
  image: string,
): Pick<Rendered, 'objects' | 'diagnostics' | 'patches'> {
  const { workload, outputs, manifests, profile, environment } = request;
  const rendered = renderKubernetes([workload], {
    outputs,
    manifests,
    profile: profile.settingsFor(subjectOf(request)),
    tier: environment.tier,
    images: image,
  });
  const subject = subjectOf(request);
  const beside = besideWorkload(
    keepSelectors(rendered.objects, request.selectors ?? {}),
    profile,
    subject,
  );
  const objects = leaveReplicas(beside.objects);
  const found = [...rendered.diagnostics, ...beside.diagnostics];
  // Of what is incomplete, patches would say what is no fault of theirs.
  if (hasErrors(found)) return { objects, diagnostics: found, patches: [] };
  const { name } = workload.metadata;
  const patched = request.patches.apply(
    objects,
    { ...subject, rendered: renderedWorkload(objects, name) },
    { isScaled: scaledAmong(objects) },
  );
  return {
    objects: patched.objects,
    diagnostics: [...found, ...patched.diagnostics],
    patches: patched.effects,
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
