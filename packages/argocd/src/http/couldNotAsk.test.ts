import { couldNotAsk } from './couldNotAsk';

const DIAL =
  'connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.7:8081: connect: connection refused"';
const rpc = (code: string, words: string) =>
  `rpc error: code = ${code} desc = ${words}`;
const listing = (words: string) =>
  rpc('Unknown', `failed to list refs: ${words}`);
const spec = (words: string) =>
  `application spec for shop is invalid: InvalidSpecError: ${words}`;

it.each([
  `error resolving repo revision: ${rpc('Unavailable', DIAL)}`,
  `error resolving repo revision: ${rpc(
    'DeadlineExceeded',
    'context deadline exceeded',
  )}`,
  `error resolving repo revision: ${listing(
    'Get "https://git.example/gitops.git/info/refs?service=git-upload-pack": dial tcp 10.0.0.9:443: i/o timeout',
  )}`,
  `error resolving repo revision: ${listing('unexpected EOF')}`,
  `error resolving repo revision: ${listing(
    'unexpected requesting "https://git.example/gitops.git/info/refs?service=git-upload-pack" status code: 503',
  )}`,
  spec(
    `repository not accessible: repositories not accessible: ${rpc(
      'Unavailable',
      DIAL,
    )}`,
  ),
  spec(
    `Unable to generate manifests in apps/shop: ${rpc(
      'Unavailable',
      'error reading from server: EOF',
    )}`,
  ),
  `ComparisonError: Failed to load target state: ${rpc('Unavailable', DIAL)}`,
  spec(
    "Unable to generate manifests in apps/shop: rpc error: code = Internal desc = Failed to fetch default: `git fetch origin --tags --force --prune` failed exit status 128: fatal: unable to access 'https://git.example/gitops.git/': Could not resolve host: git.example",
  ),
  "ComparisonError: Failed to load target state: fatal: unable to access 'https://git.example/gitops.git/': The requested URL returned error: 502",
  'error setting app operation: error getting application "shop": the server is currently unable to handle the request (get applications.argoproj.io shop)',
])('something behind Argo CD did not answer: %s', words => {
  expect(couldNotAsk(words)).toBe(true);
});

it.each([
  `error resolving repo revision: ${rpc(
    'Unknown',
    "unable to resolve 'release' to a commit SHA",
  )}`,
  `error resolving repo revision: ${listing('authentication required')}`,
  `error resolving repo revision: ${listing('repository not found')}`,
  spec(
    `Unable to generate manifests in apps/shop: ${rpc(
      'Unknown',
      'apps/shop: app path does not exist',
    )}`,
  ),
  spec('application destination server is not permitted in project "shop"'),
  'rollback cannot be initiated when auto-sync is enabled',
  'another operation is already in progress',
  'existing application spec is different, use upsert flag to force update',
  'one or more synchronization tasks completed unsuccessfully, reason: admission webhook "policy" denied the request: images of unavailable registries',
  'one or more objects failed to apply, reason: Deployment.apps "shop" is invalid: spec.template.spec.containers[0].image: Required value',
])('was said for good: %s', words => {
  expect(couldNotAsk(words)).toBe(false);
});
