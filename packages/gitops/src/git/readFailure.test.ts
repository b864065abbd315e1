import { readFailure, type Ending } from './readFailure';

const push = (reason: string, ...remote: string[]) =>
  [
    ...remote.map(line => `remote: ${line}`),
    'To https://git.example/myorg/gitops.git',
    ` ! [remote rejected] 1f2e -> main (${reason})`,
    "error: failed to push some refs to 'https://git.example/myorg/gitops.git'",
  ].join('\n');

const http = (status: number, ...remote: string[]) =>
  [
    ...remote.map(line => `remote: ${line}`),
    `fatal: unable to access 'https://git.example/myorg/gitops.git/': The requested URL returned error: ${status}`,
  ].join('\n');

const rpc = (status: number) =>
  `error: RPC failed; HTTP ${status} curl 22 The requested URL returned error: ${status}
send-pack: unexpected disconnect while reading sideband packet
fatal: the remote end hung up unexpectedly
Everything up-to-date`;

const SHA = 'a'.repeat(40);
const local = (words: string) => `fatal: ${words}`;
const WAY =
  "cannot lock ref 'refs/heads/towpath/p-1': 'refs/heads/towpath' exists; cannot create 'refs/heads/towpath/p-1'";

// What git 2.30 to 2.51 and the hosts say.
it.each<[Ending, string]>([
  ['in-the-way', push(WAY)],
  ['in-the-way', push('failed to update ref', `error: ${WAY}`)],
  ['in-the-way', push('directory/file conflict')],
  ['in-the-way', push('refname conflict')],
  ['refused', push('pre-receive hook declined')],
  ['refused', push('pre-receive hook declined', 'Come back, try again later')],
  [
    'refused',
    push(
      'pre-receive hook declined',
      'GitLab: You are not allowed to push code to protected branches on this project.',
    ),
  ],
  [
    'refused',
    push(
      'pre-receive hook declined',
      'Gitea: Not allowed to push to protected branch main',
    ),
  ],
  [
    'refused',
    push(
      'pre-receive hook declined',
      'Branch refs/heads/main can only be modified through pull requests.',
    ),
  ],
  [
    'refused',
    push(
      'protected branch hook declined',
      'error: GH006: Protected branch update failed for refs/heads/main.',
    ),
  ],
  [
    'refused',
    push(
      'push declined due to repository rule violations',
      'error: GH013: Repository rule violations found for refs/heads/main.',
    ),
  ],
  ['refused', push('permission denied')],
  ['refused', push('deletion prohibited')],
  ['refused', push('a reason that nobody has heard of yet')],
  ['refused', http(403, 'This repository was archived so it is read-only.')],
  ['refused', http(403, 'mirror repository is read-only')],
  ['refused', http(403, 'Permission to myorg/gitops.git denied to bot.')],
  ['refused', http(403, 'You are not allowed to push code to this project.')],
  ['refused', http(402, 'Payment required')],
  ['refused', http(413)],
  ['refused', http(451)],
  ['refused', rpc(413)],
  ['refused', local('remote error: Git push is disabled for this repository')],
  ['denied', http(403)],
  ['denied', http(403, 'Forbidden')],
  ['denied', http(401)],
  ['denied', rpc(403)],
  [
    'denied',
    "remote: HTTP Basic: Access denied\nfatal: Authentication failed for 'https://git.example/x.git/'",
  ],
  [
    'denied',
    "fatal: could not read Username for 'https://git.example': terminal prompts disabled",
  ],
  ['missing', "fatal: repository 'https://git.example/x.git/' not found"],
  [
    'missing',
    "remote: Repository not found.\nfatal: repository 'https://github.com/x/y/' not found",
  ],
  [
    'missing',
    "remote: The project you were looking for could not be found or you don't have permission to view it.\nfatal: repository 'https://git.example/x.git/' not found",
  ],
  ['missing', http(410)],
  ['no-object', local(`remote error: upload-pack: not our ref ${SHA}`)],
  ['no-object', local(`remote error: want ${SHA} not valid`)],
  [
    'no-object',
    `error: Server does not allow request for unadvertised object ${SHA}`,
  ],
  ['no-object', local(`couldn't find remote ref ${SHA}`)],
  ['no-object', `error: no such remote ref ${SHA}`],
  ['outdated', push('incorrect old value provided')],
  ['outdated', push('stale info')],
  [
    'outdated',
    push(
      'failed to update ref',
      "error: cannot lock ref 'refs/heads/main': is at 1111 but expected 2222",
    ),
  ],
  [
    'outdated',
    push("cannot lock ref 'refs/heads/x': reference already exists"),
  ],
  [
    'outdated',
    push(
      "cannot lock ref 'refs/heads/main': Unable to create '/srv/x.git/refs/heads/main.lock': File exists.",
    ),
  ],
  ['outdated', ' ! [rejected]        1f2e -> main (fetch first)'],
  ['outdated', ' ! [rejected]        1f2e -> main (non-fast-forward)'],
  ['away', http(500)],
  ['away', http(503, 'The host is upgraded')],
  ['away', http(429)],
  ['away', http(403, 'You have exceeded a secondary rate limit.')],
  ['away', rpc(502)],
  [
    'away',
    push('pre-receive hook declined', 'GitLab: Internal API unreachable'),
  ],
  [
    'away',
    push(
      'pre-receive hook declined',
      'Gitea: Internal Server Connection Error',
    ),
  ],
  ['away', push('fatal error in commit_refs')],
  [
    'away',
    push(
      'unpacker error',
      'error: unable to create temporary object directory',
    ),
  ],
  [
    'away',
    push(
      'failed to update ref',
      "error: cannot lock ref 'refs/heads/main': Unable to create '/srv/x.git/refs/heads/main.lock': Permission denied",
    ),
  ],
  [
    'away',
    local(
      'remote error: GitLab is currently unable to handle this request due to load.',
    ),
  ],
  ['away', local("unable to access 'https://x/': Could not resolve host: x")],
  [
    'away',
    local(
      "unable to access 'https://x/': Operation too slow. Less than 1 bytes/sec transferred the last 60 seconds",
    ),
  ],
  [
    'away',
    'error: RPC failed; curl 56 GnuTLS recv error (-9): Error decoding the received TLS packet.',
  ],
  ['away', local('early EOF')],
  ['away', 'nothing moved for 120 s'],
  ['broken', local('bad object 1f2e')],
  ['broken', 'error: object file objects/1f/2e is empty'],
  [
    'broken',
    "error: cannot lock ref 'refs/heads/a': Unable to create '/tmp/x.git/refs/heads/a.lock': File exists.",
  ],
  ['not-understood', local('the moon is in the wrong house')],
  ['not-understood', ''],
])('reads as %s: %s', (ending, stderr) => {
  expect(readFailure(stderr).ending).toBe(ending);
});

it.each([
  [
    http(403, 'This is archived.', '', 'Ask Ada.'),
    'This is archived. Ask Ada.',
  ],
  [
    push(
      'pre-receive hook declined',
      'Processing 1 reference',
      'Not on Fridays',
    ),
    'Not on Fridays pre-receive hook declined',
  ],
  [local('remote error: access is off'), 'access is off'],
])('tells the words of the host: %s', (stderr, words) => {
  expect(readFailure(stderr)).toMatchObject({ words, fromHost: true });
});
