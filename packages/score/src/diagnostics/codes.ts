/** What each kind of finding means; `score explain CODE` shows it. */
export const CODES: Readonly<Record<string, string>> = {
  'yaml/syntax':
    "The text is not YAML, and so not JSON either. The message is the parser's.",
  'yaml/empty': 'The file holds nothing but space and comments.',
  'yaml/many-documents':
    'The file holds several documents, parted by ---. Other tools read the first and drop the rest silently; here it is refused, so that nothing is lost.',
  'yaml/duplicate-key':
    'A map has the same key twice. Parsers keep one of the two, and not all the same one.',
  'yaml/key-type':
    'A key is a number, true, false, empty, a list or a map. Score takes text. In quotes anything is text.',
  'yaml/too-long':
    'The file is longer than what is read, 1 MiB unless set otherwise.',
  'yaml/too-many-nodes':
    'The file holds too many values once its aliases are written out. A small file can stand for billions of values that way.',
  'yaml/too-deep':
    'Maps and lists stand inside each other deeper than 100 levels.',
  'yaml/unknown-alias': 'An alias (*name) has no anchor (&name) before it.',
  'yaml/alias-cycle':
    'An alias stands inside the value that it refers to, so the value would never end.',
  'yaml/ambiguous':
    'The reference reads 1_000, 0b11 and 010 as YAML 1.1 does: 1000, 3 and 8. So they are read here; other readers take them for something else.',
  'yaml/date':
    'The reference reads a date without quotes as a date. Where Score takes a text it refuses that; in a text that names it, a time is filled in.',
  'yaml/not-json':
    'JSON has no word for .inf and .nan. Provisioners are handed JSON, and in a text that names it the reference fails.',
  'yaml/tag':
    'A tag such as !!float or !!binary makes something else than a text to the reference, or is an error to it.',
  'yaml/escape':
    'JSON escapes a slash as \\/ and so does YAML 1.2; the reference refuses it.',
  'yaml/character':
    'The reference refuses control characters, and ends lines at some that other readers take for text.',
  'yaml/bad-merge': 'A merge key (<<) takes a map, or a list of maps.',
  'schema/type':
    'A value is of the wrong kind, say a number where text is meant. In YAML a value without quotes that looks like a number is one.',
  'schema/unknown-key':
    'Score has no such key at this place. Free keys go into metadata.',
  'schema/missing': 'A key that Score always wants is not there.',
  'schema/name':
    'A key is not of the form that names have: 2 to 63 of a-z, 0-9 and "-", starting and ending with a letter or digit.',
  'schema/choice': 'A value is none of those that Score takes.',
  'schema/format':
    'A value is of the right kind and not in the form that Score takes.',
  'schema/file-content':
    'A file takes exactly one of content, binaryContent and source.',
  'schema/empty-probe': 'A probe takes httpGet, exec, or both.',
  'schema/target-in-map':
    'Where files or volumes are a map, the key is the target path, so target may not be given again.',
  'upgrade/files-list':
    'files as a list is deprecated. It is read as a map with target as key.',
  'upgrade/volumes-list':
    'volumes as a list is deprecated. It is read as a map with target as key.',
  'upgrade/content-list':
    'content as a list of lines is deprecated. It is read as one text, the lines joined by line ends.',
  'upgrade/read-only': 'read_only is the old name of readOnly.',
  'upgrade/not-a-map':
    'An item of a list of files or volumes is no map. The reference drops it silently; here it is refused.',
  'upgrade/missing-target':
    'An item of a list of files or volumes does not say where it goes.',
  'upgrade/repeated-target':
    'Two items of a list have one target. The reference keeps the last one silently; here it is refused.',
  'dialect/resources-list':
    'resources is written as a list of maps with a name. Score takes a map with the name as key.',
  'dialect/properties':
    'properties of a resource was removed from Score. What a resource should be like stands in params.',
  'dialect/empty-properties':
    'properties of a resource was removed from Score, and here it says nothing.',
  'dialect/properties-and-params':
    'A resource has both properties and params, and it is not clear how they go together.',
  'dialect/old-outputs':
    'Until 2023 properties declared what a resource gives out. Score has no place for that now, so it is kept in the metadata of the resource.',
  'dialect/type-class':
    'A type has no dot. In type.class#id, the way Score names a resource, the part after the dot is the class, so it is read as that.',
  'dialect/files-list':
    'files is a list whose items have path. Score takes a map with the path as key.',
  'dialect/probes':
    'Probes stand as livenessProbe and readinessProbe right in the container.',
  'dialect/no-place':
    'Score has no place for this. It is kept below metadata.x-dialect, where nothing acts on it. Timings of probes belong to the profile of the platform.',
  'dialect/limits': 'limits and requests belong to resources of one container.',
  'repair/type': 'A value is of the wrong kind and can only mean one thing.',
  'repair/format':
    'A value is spelt in a way that Score does not take and can only mean one thing.',
  'repair/key': 'A key is spelt in another case, or with _ or -.',
  'placeholder/root':
    'A placeholder starts with resources or metadata. Anything else that should stay as it is has its $ doubled.',
  'placeholder/form':
    'A placeholder is resources.NAME.OUTPUT and nothing more: Score knows no default values, filters or functions. Parts have letters, digits, "_" and "-"; a dot inside a part is written \\.',
  'placeholder/unknown-resource':
    'A placeholder names a resource that the workload does not declare.',
  'placeholder/unknown-metadata':
    'A placeholder names something that is not in metadata.',
  'placeholder/too-short':
    'A placeholder names a resource or metadata as a whole. Only the source of a volume takes a whole resource.',
  'placeholder/empty-part':
    'A placeholder has two dots in a row, or ends with one.',
  'placeholder/unfilled':
    'Placeholders are filled in in variables, contents of files, sources of volumes, and params; not in an image, a command or its arguments.',
  'placeholder/unknown-output':
    'A placeholder names an output that the resource does not give out where the workload is to run.',
  'before/unknown-container':
    'before names a container that the workload does not have.',
  'before/self': 'A container cannot run before itself.',
  'before/cycle':
    'Containers wait for each other in a circle, so none could start.',
  'override/invalid': 'An override does not fit the file.',
  'override/other-workload':
    'What is laid over the Score file of a workload in an environment names another workload, so it belongs to another file.',
  'fix/unwritable':
    'The file uses YAML in a way that does not survive the change, so it was left as it is.',
  'plan/repeated-workload':
    'Two workloads have one name, so neither their resources nor their objects could be told apart.',
  'plan/different-params':
    'Resources of one type, class and id are one resource. Two places give it different params.',
  'plan/different-metadata':
    'Resources of one type, class and id are one resource. Two places give it different metadata.',
  'plan/different-needs':
    'A shared resource has equal params in two places, and their placeholders name different resources.',
  'plan/cycle':
    "Resources need each other's outputs in a circle, so none could be provided first.",
  'provide/failed':
    'A resource could not be provided. The message says what its provisioner said.',
  'render/unresolved': 'A placeholder needs an output that is not known.',
  'render/image':
    'The image is `.`, which means that it is given at deploy time, and none is given.',
  'render/image-form':
    'An image is [host[:port]/]path[:tag][@digest]; the path is in small letters.',
  'render/base64': 'binaryContent is not standard base64.',
  'render/not-text':
    'A source holds bytes that are not UTF-8, so no placeholder can be found in it.',
  'render/source':
    'The file that a source names cannot be read. It has to lie inside the folder of the Score file.',
  'render/mixed-file':
    'A file mixes plain text with a secret, or with an output that is not known. Kubernetes mounts a secret as a whole file only.',
  'render/target':
    'A file or volume is mounted at an absolute path without a colon.',
  'render/files-too-large': 'Kubernetes keeps at most 1 MiB in a ConfigMap.',
  'render/volume-source':
    'The source of a volume names no resource of the workload.',
  'render/volume-outputs':
    'What the resource gives out is no volume for this target.',
  'render/claim-on-deployment': 'A volume of each pod needs a StatefulSet.',
  'render/healthy-without-probe':
    'Others wait until a container is healthy, so it needs a probe.',
  'render/mixed-states':
    'Containers wait for different states of one container; all wait for the last of them.',
  'render/two-checks':
    'Kubernetes takes one check a probe. The specification prefers exec.',
  'render/one-check': 'Compose takes one check a container.',
  'render/http-check':
    'Compose checks by a command, so a request is made by wget or curl inside the container.',
  'render/probe-of-init':
    'A container that runs to its end before others start is not probed.',
  'render/repeated-port':
    'A Kubernetes Service takes each port and protocol once.',
  'render/port-taken':
    'Two workloads offer one port, and a machine has it once.',
  'render/sub-path':
    'The path of a volume lies inside the volume: relative, and without "..". With Compose only a named volume has paths inside it.',
  'render/repeated-target':
    'Two files or volumes of a container are mounted at one place.',
  'render/nested-target':
    'A file or volume is mounted below a file, or inside a volume that is read only.',
  'render/request-above-limit':
    'A container asks for more than it may have, which Kubernetes and Docker refuse.',
  'render/variable-name':
    'Kubernetes takes printable ASCII characters but "=" in the name of a variable; clusters before 1.32 take letters, digits, "_", "-" and "." only, not beginning with a digit.',
  'render/namespace':
    'A namespace has 1 to 63 of a-z, 0-9 and "-", with neither end a "-".',
  'render/kind':
    'The annotation k8s.score.dev/kind takes Deployment or StatefulSet.',
  'render/service-name':
    'The name of a Kubernetes Service starts with a letter and has at most 63 characters.',
  'render/service':
    'A resource of type service or service-port names a workload of the same call. What reaches it is known without a provisioner, if the workload offers the port.',
  'render/shared-binding':
    'The outputs of two resources would be looked for in one Secret, claim or variable.',
  'render/repeated-object':
    'Two different objects would have one kind and name, and one would be lost.',
};
