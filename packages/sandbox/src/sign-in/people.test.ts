import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { loadPeople } from './people.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-people-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, text: string) =>
  writeFileSync(join(folder, name), text);

const ADA = `
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: ada
  annotations:
    towpath.dev/persona: Developer in Finance
    towpath.dev/featured: 'true'
spec:
  profile:
    displayName: Ada Okafor
    email: ada.okafor@myorg.example
  memberOf: [group:default/team-finance, book-club]
`;

const FINANCE = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: team-finance }
spec: { type: team, children: [], profile: { displayName: Team Finance } }
`;

function refuses(text: string, message: RegExp) {
  write('users.yaml', text);
  assert.throws(() => loadPeople(folder), { message });
}

describe('loadPeople', () => {
  it('reads users from every file, with the title of their first group', () => {
    write('users.yaml', `${ADA}---${ADA.replace('name: ada', 'name: bo')}`);
    write('groups.yaml', FINANCE);
    const [ada, bo] = loadPeople(folder);
    assert.deepEqual(ada, {
      name: 'ada',
      displayName: 'Ada Okafor',
      email: 'ada.okafor@myorg.example',
      persona: 'Developer in Finance',
      featured: true,
      team: 'Team Finance',
      groups: ['team-finance', 'book-club'],
    });
    assert.equal(bo.name, 'bo');
  });

  it('takes a user without persona, display name and groups', () => {
    write(
      'users.yaml',
      'kind: User\nmetadata: {name: bo}\nspec: {profile: {email: bo@myorg.example}}',
    );
    assert.deepEqual(loadPeople(folder), [
      {
        name: 'bo',
        displayName: 'bo',
        email: 'bo@myorg.example',
        persona: '',
        featured: false,
        team: '',
        groups: [],
      },
    ]);
  });

  const faults: Array<[string, string, RegExp]> = [
    [
      'no e-mail address',
      ADA.replace(/ {4}email.*\n/, ''),
      /users\.yaml:2: User ada: spec\.profile\.email is missing/,
    ],
    [
      'a name that is a number',
      ADA.replace('name: ada', 'name: 12'),
      /users\.yaml:2: User 12: metadata\.name must be text/,
    ],
    [
      'memberOf that is no list',
      ADA.replace(/memberOf: .*/, 'memberOf: team-finance'),
      /users\.yaml:2: User ada: spec\.memberOf must be a list/,
    ],
    ['broken YAML', 'kind: [User', /users\.yaml is not valid YAML: .*line 1/s],
    ['the same name twice', `${ADA}---${ADA}`, /two User .* "ada"/],
    ['nobody', FINANCE, /holds no entity of kind User/],
  ];
  for (const [what, text, message] of faults) {
    it(`names file and field for ${what}`, () => refuses(text, message));
  }
});
