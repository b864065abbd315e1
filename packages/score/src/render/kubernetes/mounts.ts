import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { IKeyToPath } from 'kubernetes-models/v1/KeyToPath';
import type { IVolume } from 'kubernetes-models/v1/Volume';
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount';
import type { PathSegment } from '../../diagnostics/diagnostic';
import { compareText } from '../../diagnostics/diagnostic';
import { isSecretRef, isSecretText } from '../../placeholder/secretRef';
import type { SecretRef } from '../../placeholder/secretRef';
import type { Container, ContainerFile } from '../../types';
import { fileContent } from '../fileContent';
import type { FileContent } from '../fileContent';
import { fitName, shortHash, toBase64 } from '../names';
import type { Rendering } from './rendering';

/** What the files of a container need of the pod. */
export interface FileMounts {
  mounts: IVolumeMount[];
  volumes: IVolume[];
  configMap?: IConfigMap;
}

interface PlacedFile {
  target: string;
  mode?: number;
  content: FileContent;
}

/** Kubernetes keeps at most this many bytes in a ConfigMap. */
const LARGEST_CONFIG_MAP = 1024 * 1024;

/**
 * The files of a container: one ConfigMap for all that hold no secret, a Secret
 * volume for each secret, every file mounted by itself so that the rest of its
 * folder stays visible.
 */
export function fileMounts(
  name: string,
  container: Container,
  rendering: Rendering,
): FileMounts {
  const path = ['containers', name, 'files'];
  const result: FileMounts = { mounts: [], volumes: [] };
  const plain: PlacedFile[] = [];
  for (const target of Object.keys(container.files ?? {}).sort(compareText)) {
    const file = placeFile(target, container.files![target], path, rendering);
    if (!file) continue;
    if (isSecretRef(file.content)) {
      addSecretFile(result, name, file, file.content);
    } else {
      plain.push(file);
    }
  }
  if (plain.length) addConfigMap(result, name, plain, rendering);
  return result;
}

function placeFile(
  target: string,
  file: ContainerFile,
  parent: PathSegment[],
  { workload, scope, readSource, problems }: Rendering,
): PlacedFile | undefined {
  const path = [...parent, target];
  const content = fileContent(file, {
    workload,
    path,
    scope,
    readSource,
    problems,
  });
  if (content === undefined) return undefined;
  if (isSecretText(content)) {
    problems.error({
      code: 'render/mixed-file',
      message: `${target} mixes text with values that are kept in a secret or are not known yet`,
      path,
      fix: 'give the outputs of the resources, put the whole file into one output, or pass the secret as a variable',
    });
    return undefined;
  }
  const mode = file.mode === undefined ? {} : { mode: parseInt(file.mode, 8) };
  return { target, content, ...mode };
}

function addSecretFile(
  result: FileMounts,
  container: string,
  { target, mode }: PlacedFile,
  { secretRef }: SecretRef,
): void {
  const name = `file-${shortHash(JSON.stringify([container, target]))}`;
  const item: IKeyToPath = { key: secretRef.key, path: 'file', mode };
  result.volumes.push({
    name,
    secret: { secretName: secretRef.name, items: [withoutEmpty(item)] },
  });
  result.mounts.push(mountOf(name, target, 'file'));
}

function addConfigMap(
  result: FileMounts,
  container: string,
  files: PlacedFile[],
  { names, meta, problems }: Rendering,
): void {
  const volume = `files-${shortHash(container)}`;
  const configMap = fitName(`${names.workload}-${container}-files`, 253);
  const data: Record<string, string> = {};
  const binaryData: Record<string, string> = {};
  const items: IKeyToPath[] = [];
  let size = 0;
  for (const { target, mode, content } of files) {
    const key = `file-${shortHash(target)}`;
    if (typeof content === 'string') {
      data[key] = content;
      size += new TextEncoder().encode(content).length;
    } else {
      binaryData[key] = toBase64(content as Uint8Array);
      size += (content as Uint8Array).length;
    }
    items.push(withoutEmpty({ key, path: key, mode }));
    result.mounts.push(mountOf(volume, target, key));
  }
  if (size > LARGEST_CONFIG_MAP) {
    problems.error({
      code: 'render/files-too-large',
      message: `the files of ${container} have ${size} bytes; a ConfigMap holds ${LARGEST_CONFIG_MAP}`,
      path: ['containers', container, 'files'],
      fix: 'put large files into the image or on a volume',
    });
  }
  result.volumes.push({ name: volume, configMap: { name: configMap, items } });
  result.configMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: meta(configMap),
    ...(Object.keys(data).length ? { data } : {}),
    ...(Object.keys(binaryData).length ? { binaryData } : {}),
  };
}

function mountOf(
  name: string,
  mountPath: string,
  subPath: string,
): IVolumeMount {
  return { name, mountPath, subPath, readOnly: true };
}

function withoutEmpty(item: IKeyToPath): IKeyToPath {
  const { mode, ...rest } = item;
  return mode === undefined ? rest : item;
}
