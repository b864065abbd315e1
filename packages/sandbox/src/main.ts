import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { readSettings } from '@towpath/local';
import { startArgoCd } from '@towpath/sandbox-argocd';
import { startGitHost } from '@towpath/sandbox-git-host';
import { startMail } from '@towpath/sandbox-mail';
import { Builder } from './builder/index.ts';
import { Passwords } from './password/Passwords.ts';
import { PeopleAccounts } from './accounts/PeopleAccounts.ts';
import { followOrganisation, startSignIn } from './sign-in/index.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PORTAL_ACCOUNT = 'towpath-portal';
const ARGO_CD_ACCOUNT = 'towpath';
const ORGANISATION = 'myorg';
const GITOPS_REPOSITORY = 'gitops';
/** Of `platform/org`: its people own the organisation on the Git host. */
const PLATFORM_TEAM = 'platform-team';

function secret(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set. Start the sandbox with "npm start".`);
}

const write = (level: string) => (message: string) =>
  console.log(`${new Date().toISOString()} ${level} ${message}`);

const log = { info: write('info'), warn: write('warn'), error: write('error') };

async function main() {
  const { dataDir, ports, urls, allowedHosts } = readSettings(
    ROOT,
    process.env,
  );
  const orgDir = path.join(ROOT, 'platform/org');

  const mail = await startMail({
    port: ports.mail,
    smtpPort: ports.smtp,
    dataDir,
    publicUrl: urls.mail,
    allowedHosts,
    portalUrl: urls.portal,
    account: {
      name: PORTAL_ACCOUNT,
      password: secret('TOWPATH_SMTP_PASSWORD'),
    },
    log,
  });
  const passwords = new Passwords(secret('TOWPATH_PASSWORD_KEY'));
  const people = await PeopleAccounts.open({
    dataDir,
    organisation: followOrganisation(orgDir, log.warn),
    passwords,
    log,
  });
  const signIn = await startSignIn({
    port: ports.signIn,
    dataDir,
    publicUrl: urls.signIn,
    allowedHosts,
    portalUrl: urls.portal,
    clientSecret: secret('TOWPATH_OIDC_CLIENT_SECRET'),
    scimToken: secret('TOWPATH_SCIM_TOKEN'),
    orgDir,
    idOf: people.idOf,
    log: log.info,
  });
  // Other accounts of this machine can open the pages too: who asks for a password must own it.
  const signInHelp = {
    signInHint:
      'In a terminal, “npm run password -- --as ada” prints that of Ada; with “--link” it prints an address of this page that shows it.',
    readPasswordLink: (name: string, proof: string) =>
      passwords.readLink(people.idOf(name), proof),
  };
  const builderAccount = {
    name: 'towpath-builder',
    displayName: 'Towpath builder',
    email: 'builder@myorg.example',
    // Nobody else signs in with it, so a new one at every start will do.
    password: randomBytes(24).toString('hex'),
    isProgram: true,
  };
  // It reads what it deploys from, and no other repository that is private.
  const argoCdAccount = {
    name: 'towpath-argocd',
    displayName: 'Towpath Argo CD',
    email: 'argocd@myorg.example',
    password: randomBytes(24).toString('hex'),
    isProgram: true,
  };
  const programs = [
    {
      name: PORTAL_ACCOUNT,
      displayName: 'Towpath portal',
      email: 'portal@myorg.example',
      password: secret('TOWPATH_GIT_PASSWORD'),
      isProgram: true,
    },
    builderAccount,
    argoCdAccount,
  ];
  const platformTeam = people
    .list()
    .filter(({ groups }) => groups.includes(PLATFORM_TEAM));
  const builder = await Builder.open({
    dataDir,
    gitUrl: urls.git,
    account: builderAccount,
    organisation: ORGANISATION,
    log,
  });
  const gitHost = await startGitHost({
    port: ports.git,
    dataDir,
    publicUrl: urls.git,
    allowedHosts,
    portalUrl: urls.portal,
    seedDir: path.join(import.meta.dirname, '../company'),
    organisation: ORGANISATION,
    accounts: () => [...programs, ...people.list()],
    owners: [PORTAL_ACCOUNT, ...platformTeam.map(({ name }) => name)],
    teams: [
      {
        name: 'builder',
        description: 'Builds every repository, and writes versions to them',
        permission: 'write',
        includesAllRepositories: true,
        members: [builderAccount.name],
      },
      {
        name: 'argo-cd',
        description: 'Deploys from the GitOps repository',
        permission: 'read',
        members: [argoCdAccount.name],
        repositories: [GITOPS_REPOSITORY],
      },
    ],
    onPush: builder.onPush,
    onRemove: builder.onRemove,
    builds: builder,
    ...signInHelp,
    log,
  });
  await people.begin(name => gitHost.forgetAccount(name));
  builder.begin();
  const argoCd = await startArgoCd({
    port: ports.argoCd,
    dataDir,
    publicUrl: urls.argoCd,
    allowedHosts,
    portalUrl: urls.portal,
    gitUrl: urls.git,
    gitAccount: argoCdAccount,
    organisation: ORGANISATION,
    seedRepository: GITOPS_REPOSITORY,
    accounts: people.list,
    token: {
      value: secret('TOWPATH_ARGOCD_TOKEN'),
      account: ARGO_CD_ACCOUNT,
    },
    clusters: ['dev', 'staging', 'prod'].map(name => ({
      name,
      server: `https://${name}.k8s.myorg.example`,
    })),
    ...signInHelp,
    log,
  });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await argoCd.close();
    await builder.close();
    await Promise.all([gitHost.close(), signIn.close(), mail.close()]);
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch(error => {
  log.error(error?.stack ?? String(error));
  process.exit(1);
});
