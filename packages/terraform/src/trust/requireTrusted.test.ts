import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { requireFetchedTrusted, requireTrusted } from './requireTrusted';
import type { TrustPolicy } from './types';

const POLICY: TrustPolicy = {
  providers: ['hashicorp/aws', 'registry.example/acme/*'],
  modules: ['https://git.example/platform/*', 'terraform-aws-modules/*/aws'],
};
const REF = '0123456789abcdef0123456789abcdef01234567';

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'tp-trust-'));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

function write(files: Record<string, string>, where = 'module'): string {
  const folder = path.join(root, where);
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  return folder;
}

const check = (
  files: Record<string, string> | string,
  more: { policy?: TrustPolicy; origin?: string } = {},
) =>
  requireTrusted({
    folder: write(typeof files === 'string' ? { 'main.tf': files } : files),
    origin: 'archive',
    policy: POLICY,
    ...more,
  });

const call = (source: string, version = '') =>
  `module "m" {\n  source = "${source}"\n${
    version && `  version = "${version}"\n`
  }}`;

describe('a module of ordinary things', () => {
  it.each<[string, Record<string, string> | string]>([
    [
      'the built-in provider',
      'resource "terraform_data" "a" {\n  input = 1\n}\noutput "a" {\n  value = terraform_data.a.output\n}',
    ],
    [
      'a provider on the list, by its own name and another',
      `terraform {
         required_providers {
           cloud = { source = "hashicorp/aws" }
           acme  = { source = "registry.example/acme/acme" }
         }
       }
       provider "cloud" {
         region = "eu-central-1"
       }
       resource "aws_sqs_queue" "q" {
         provider = cloud.west
       }
       data "acme_zone" "z" {}`,
    ],
    [
      'files of its own',
      'locals {\n  a = file("${path.module}/a.txt")\n  b = templatefile("b.tftpl", { c = 1 })\n  d = fileset(path.module, "*.json")\n}',
    ],
    [
      'files that say what a template does',
      {
        'main.tf': 'locals {\n  a = "${path.module}/file (x)"\n}',
        'x.sh': 'file() {\n  echo "$${A}" ${b} "${"}"}"\n}\nfile (c)',
      },
    ],
    [
      'a folder of its own',
      { 'main.tf': call('./a'), 'a/main.tf': call('../b'), 'b/main.tf': '' },
    ],
    [
      'Git at a tag',
      call('git::https://git.example/platform/queue.git//aws?ref=v1.2.0'),
    ],
    [
      'Git at a commit',
      call(`git::https://git.example/platform/queue?ref=${REF}`),
    ],
    [
      'a registry at a version',
      call('terraform-aws-modules/s3-bucket/aws', '= 4.1.0'),
    ],
    [
      'JSON',
      {
        'main.tf.json':
          '{"//": "note", "resource": {"terraform_data": {"a": [{"input": "${1}"}]}}}',
      },
    ],
    [
      'an attribute that is called as a block is',
      'resource "terraform_data" "a" {\n  input = { provisioner = "csi" }\n}',
    ],
    [
      'what no program reads',
      {
        '.hidden.tf': 'data "external" "x" {}',
        'main.tf~': 'data "external" "x" {}',
        '#main.tf#': 'data "external" "x" {}',
        'a/main.tf': 'data "external" "x" {}',
      },
    ],
  ])('runs with %s', async (_what, files) => {
    expect(await check(files)).toEqual([]);
  });
});

it('leaves what is no text unread, since it is no template', async () => {
  const folder = write({ 'main.tf': '' });
  const bytes = Buffer.from('\xff${file("/etc/passwd")}', 'latin1');
  fs.writeFileSync(path.join(folder, 'a.zip'), bytes);
  expect(await check('')).toEqual([]);
});

const PROGRAM =
  'resource "terraform_data" "a" {\n  provisioner "local-exec" {\n    command = "id"\n  }\n}';

describe('an attack', () => {
  it.each<[string, Record<string, string> | string, RegExp]>([
    [
      'local-exec',
      PROGRAM,
      /^main\.tf:2: terraform_data\.a has the provisioner "local-exec".*rule: provisioners/m,
    ],
    [
      'remote-exec',
      PROGRAM.replace('local-exec', 'remote-exec'),
      /"remote-exec"/,
    ],
    [
      'the provisioner file',
      'resource "null_resource" "a" {\n  provisioner "file" {\n    source = "/etc/shadow"\n  }\n}',
      /"file"/,
    ],
    [
      'a provisioner with a dynamic name',
      'resource "terraform_data" "a" {\n  dynamic "provisioner" {\n    for_each = [1]\n    labels   = ["local-exec"]\n    content {}\n  }\n}',
      /"dynamic"/,
    ],
    [
      'a second resource of the same name',
      `resource "terraform_data" "a" {\n  input = 1\n}\n${PROGRAM}`,
      /provisioners/,
    ],
    [
      'a program at the end',
      'removed {\n  from = terraform_data.a\n  provisioner "local-exec" {\n    when    = destroy\n    command = "id"\n  }\n}',
      /removed .*"local-exec"/,
    ],
    [
      'a name that is written in escapes',
      PROGRAM.replace('local-exec', 'local\\u002dexec'),
      /"local-exec"/,
    ],
    [
      'Windows line ends and a byte order mark',
      `\ufeff${PROGRAM.replaceAll('\n', '\r\n')}`,
      /provisioners/,
    ],
    [
      'JSON',
      {
        'a.tf.json':
          '{"resource": {"terraform_data": {"a": {"provisioner": {"local-exec": {"command": "id"}}}}}}',
      },
      /a\.tf\.json:1: .*local-exec/,
    ],
    [
      'JSON in lists',
      {
        'b.tf.json':
          '{"resource": [{"terraform_data": [{"a": [{"provisioner": [{"local-exec": [{"command": "id"}]}]}]}]}]}',
      },
      /local-exec/,
    ],
    [
      'a key that stands twice, of which a reader sees one',
      { 'a.tf.json': '{"data": {"external": {"x": {}}}, "data": {}}' },
      /a\.tf\.json: .*unique/s,
    ],
    [
      'the same key in escapes',
      { 'a.tf.json': '{"data": {"external": {"x": {}}}, "d\\u0061ta": {}}' },
      /unique/,
    ],
    [
      'a name that objects of JavaScript have',
      {
        'a.tf.json':
          '{"resource": {"terraform_data": {"__proto__": {"provisioner": {"local-exec": {}}}}}}',
      },
      /local-exec/,
    ],
    [
      'a file of OpenTofu',
      { 'main.tf': '', 'main.tofu': PROGRAM },
      /main\.tofu:2/,
    ],
    [
      'JSON of OpenTofu',
      { 'a.tofu.json': '{"data": {"external": {"x": {}}}}' },
      /data "external"/,
    ],
    [
      'a file that looks like one of an editor, which Terraform reads',
      { 'main.tf': '', '#evil.tf': PROGRAM },
      /^#evil\.tf:2/m,
    ],
    [
      'an override file',
      {
        'main.tf': 'resource "terraform_data" "a" {}',
        'a_override.tf': PROGRAM,
      },
      /a_override\.tf:2/,
    ],
    [
      'a folder that it calls',
      {
        'main.tf': call('./a'),
        'a/main.tf': call('./b'),
        'a/b/main.tf': PROGRAM,
      },
      /a\/b\/main\.tf:2/,
    ],
    [
      'a program for data',
      'data "external" "x" {\n  program = ["id"]\n}',
      /^main\.tf:1: data "external" "x" runs a program/m,
    ],
    [
      'the same within a check',
      'check "c" {\n  data "external" "x" {\n    program = ["id"]\n  }\n}',
      /data "external"/,
    ],
    [
      'the same under another name of its provider',
      'terraform {\n  required_providers {\n    aws = { source = "hashicorp/external" }\n  }\n}\ndata "external" "x" {\n  provider = aws\n}',
      /provider "hashicorp\/external"/,
    ],
    [
      'a program for the key of a state',
      'terraform {\n  encryption {\n    key_provider "external" "x" {\n      command = ["id"]\n    }\n  }\n}',
      /encryption/,
    ],
    [
      'the state of somebody else',
      'data "terraform_remote_state" "x" {\n  backend = "local"\n}',
      /remoteState/,
    ],
    [
      'a provider that is not on the list',
      'resource "evil_thing" "a" {}',
      /^main\.tf:1: the provider "hashicorp\/evil" is not on the list.*hashicorp\/aws/m,
    ],
    [
      'a provider under a name that is',
      'terraform {\n  required_providers {\n    aws = { source = "evil/aws" }\n  }\n}',
      /^main\.tf:3: the provider "evil\/aws"/m,
    ],
    [
      'a provider of another host',
      'terraform {\n  required_providers {\n    aws = { source = "evil.example/hashicorp/aws" }\n  }\n}',
      /evil\.example\/hashicorp\/aws/,
    ],
    [
      'a provider for one block only',
      'resource "aws_thing" "a" {\n  provider = evil\n}',
      /hashicorp\/evil/,
    ],
    [
      'a provider whose address is put together',
      'variable "v" {}\nterraform {\n  required_providers {\n    aws = { source = "${var.v}/aws" }\n  }\n}',
      /has no address/,
    ],
    [
      'a provider whose address stands under a name in parentheses',
      'terraform {\n  required_providers {\n    aws = { ("source") = "evil/aws" }\n  }\n}',
      /has no address/,
    ],
    [
      'a provider that the built-in one is not',
      'terraform {\n  required_providers {\n    terraform = { source = "evil/terraform" }\n  }\n}',
      /evil\/terraform/,
    ],
    [
      'a provider that only an import names',
      'import {\n  provider = evil\n  to       = aws_a.b\n  id       = "x"\n}',
      /hashicorp\/evil/,
    ],
    [
      'programs in the place of providers',
      {
        'main.tf': '',
        'terraform.d/plugins/x/hashicorp/aws/1.0.0/linux_amd64/terraform-provider-aws':
          '#!',
      },
      /^terraform\.d: Terraform would run programs/m,
    ],
    [
      'a backend',
      'terraform {\n  backend "s3" {}\n}',
      /^main\.tf:2: the block "backend".*rule: backend/m,
    ],
    ['a cloud', 'terraform {\n  cloud {}\n}', /"cloud"/],
    [
      'a backend in JSON',
      { 'a.tf.json': '{"terraform": [{"backend": {"local": {}}}]}' },
      /"backend"/,
    ],
    [
      'a file of the machine',
      'locals {\n  a = file("/proc/self/environ")\n}',
      /^main\.tf:2: file\(\).*rule: files/m,
    ],
    [
      'a file above the module',
      'locals {\n  a = "x${filebase64("${path.module}/../../other/terraform.tfstate")}"\n}',
      /filebase64/,
    ],
    [
      'a file by way of a folder of its own',
      'locals {\n  a = file("a/../../b")\n}',
      /files/,
    ],
    [
      'a file by what is said to it',
      'variable "p" {}\nlocals {\n  a = [for x in [1] : { b = file(var.p) }]\n}',
      /files/,
    ],
    [
      'a file in escapes',
      'locals {\n  a = file("\\u002fetc/passwd")\n}',
      /files/,
    ],
    [
      'a file behind a comment',
      'locals {\n  a = file/**/("/etc/passwd")\n}',
      /files/,
    ],
    [
      'a file by a template',
      {
        'main.tf': 'locals {\n  a = templatefile("x.txt", {})\n}',
        'x.txt': 'a ${file("/etc/passwd")}',
      },
      /^x\.txt:1: file/m,
    ],
    [
      'a file in JSON',
      { 'a.tf.json': '{"locals": {"a": "${file(\\"/etc/passwd\\")}"}}' },
      /files/,
    ],
    ...[
      'file("${path.module}/a" == "" ? "" : "/etc/passwd")',
      'file("a" == "a" ? "/etc/passwd" : "b")',
      'file(path.module == "" ? "" : "/etc/passwd")',
      'file("${path.module}/${lower("a")}/../../b")',
      'file("a/%{ if true }.%{ endif }./b")',
      'file("a/.${var.none}./b")',
      'templatefile("${path.module}/.git/config", {})',
      'fileset(path.module, var.p)',
      'fileset(path.module, format("%s./*", "."))',
      'fileset(path.module, "{a,..}/*")',
    ].map(
      read =>
        [
          `a path that only begins as its own: ${read}`,
          `locals {\n  a = ${read}\n}`,
          /rule: files/,
        ] as [string, string, RegExp],
    ),
    [
      'a file by a template with braces in its texts',
      { 'main.tf': '', 'x.txt': '${"}" == "" ? "" : file("/etc/passwd")}' },
      /^x\.txt:1: file/m,
    ],
    [
      'a file by code that is also a template',
      {
        'main.tf':
          '# ${file("/etc/passwd")}\nlocals {\n  a = templatefile("main.tf", {})\n}',
      },
      /^main\.tf:1: file/m,
    ],
    [
      'a file by a large template',
      { 'main.tf': '', 'x.txt': `${' '.repeat(1_100_000)}\${file("/a")}` },
      /^x\.txt:1: file/m,
    ],
    [
      'a text that is too large to be read',
      { 'main.tf': '', 'x.txt': ' '.repeat(17 * 1024 * 1024) },
      /^x\.txt: it is a text of more than 16 MiB/m,
    ],
    [
      'a block that nobody knows',
      'hook "x" {}',
      /"hook" is nothing that the portal knows/,
    ],
    ['what nobody can read', 'resource "a" {', /cannot be read.*main\.tf:1/s],
    [
      'a block in another shape',
      'resource "terraform_data" {\n  a = 1\n}',
      /cannot be read.*no block/s,
    ],
  ])('by %s is refused', async (_what, files, words) => {
    await expect(check(files)).rejects.toThrow(words);
  });

  it.each<[string, string, RegExp]>([
    ['a branch', 'git::https://git.example/platform/a?ref=main', /not pinned/],
    ['no ref', 'git::https://git.example/platform/a', /not pinned/],
    [
      'two refs',
      'git::https://git.example/platform/a?ref=v1&ref=main',
      /two refs/,
    ],
    [
      'another owner',
      'git::https://git.example/evil/a?ref=v1',
      /"https:\/\/git\.example\/evil\/a" is not on the list/,
    ],
    [
      'a longer address',
      'git::https://git.example/platform/a/b?ref=v1',
      /not on the list/,
    ],
    [
      'another host that begins alike',
      'git::https://git.example.evil/platform/a?ref=v1',
      /not on the list/,
    ],
    [
      'a user that looks like the host',
      'git::https://git.example@evil.example/platform/a?ref=v1',
      /has a user in it/,
    ],
    [
      'a way out',
      'git::https://git.example/platform/../evil/a?ref=v1',
      /"\.\."/,
    ],
    [
      'a way out in escapes',
      'git::https://git.example/platform/%2e%2e/evil?ref=v1',
      /"%"/,
    ],
    ['http', 'git::http://git.example/platform/a?ref=v1', /not on the list/],
    [
      'a folder of the machine',
      'git::file:///srv/other?ref=v1',
      /no address of https, ssh or http/,
    ],
    ['a path of the machine', '/srv/other', /neither a folder of the module/],
    ['a folder above', '../other', /is no folder within it/],
    [
      'GitHub in short',
      'github.com/evil/a?ref=v1',
      /"https:\/\/github\.com\/evil\/a" is not on the list/,
    ],
    [
      'an address as scp has it',
      'git@github.com:evil/a.git?ref=v1',
      /"ssh:\/\/github\.com\/evil\/a" is not/,
    ],
    [
      'an archive',
      'https://git.example/platform/a.zip',
      /nothing else can be pinned/,
    ],
    [
      'a bucket',
      's3::https://s3.amazonaws.com/b/a.zip',
      /nothing else can be pinned/,
    ],
    [
      'Mercurial',
      'hg::https://git.example/platform/a?ref=v1',
      /nothing else can be pinned/,
    ],
    ['a program of git', 'git::ext::sh -c id', /space|nothing else/],
    [
      'a key in it',
      'git::https://git.example/platform/a?ref=v1&sshkey=AAAA',
      /the option "sshkey"/,
    ],
    [
      'a registry without a version',
      'terraform-aws-modules/vpc/aws',
      /Say one whole version/,
    ],
    ['another namespace', 'evil/vpc/aws', /not on the list/],
    [
      'another registry',
      'evil.example/terraform-aws-modules/vpc/aws',
      /not on the list/,
    ],
    ['what is put together', '${var.where}', /put together/],
  ])('by a module from %s is refused', async (_what, source, words) => {
    await expect(check(call(source))).rejects.toThrow(words);
  });

  it('by a range of versions is refused, also in an override file', async () => {
    const source = 'terraform-aws-modules/vpc/aws';
    await expect(check(call(source, '~> 4.0'))).rejects.toThrow('not pinned');
    const files = {
      'main.tf': call(source, '4.1.0'),
      'override.tf': 'module "m" {\n  version = ">= 1"\n}',
    };
    await expect(check(files)).rejects.toThrow('not pinned');
  });

  it('by a link is refused, unless it stays within', async () => {
    const folder = write({ 'main.tf': '', 'a/main.tf': '' });
    fs.symlinkSync('main.tf', path.join(folder, 'same.tf'));
    expect(await check('')).toEqual([]);
    fs.symlinkSync(root, path.join(folder, 'a/out'));
    await expect(check('')).rejects.toThrow(
      'a/out: it is a link that leads out of the module',
    );
  });

  it('says all there is, up to ten', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [`f${at}.tf`, PROGRAM]),
    );
    await expect(check(files)).rejects.toThrow(/and 2 more$/);
  });
});

describe('a provider', () => {
  const policy = { ...POLICY, providers: ['hashicorp/*'] };
  const checkProvider = (settings: string, more: Partial<TrustPolicy> = {}) =>
    check(`provider "any" {\n${settings}\n}`, {
      policy: { ...policy, ...more },
    });

  it.each([
    ['exec', 'exec {\n  command = "id"\n}'],
    ['exec', 'dynamic "exec" {\n  for_each = [1]\n  content {}\n}'],
    ['exec', 'kubernetes {\n  exec {\n    command = "id"\n  }\n}'],
    ['exec', 'kubernetes = { exec = { command = "id" } }'],
    ['kubernetes', 'kubernetes = merge({ exec = { command = "id" } }, {})'],
    ['shared_config_files', 'shared_config_files = ["${path.module}/aws"]'],
    ['shared_credentials_files', 'shared_credentials_files = ["/home/x"]'],
    ['shared_credentials_file', 'shared_credentials_file = "/home/x"'],
    [
      'web_identity_token_file',
      'assume_role_with_web_identity {\n  web_identity_token_file = "/x"\n}',
    ],
    ['custom_ca_bundle', 'custom_ca_bundle = "/etc/shadow"'],
    ['config_path', 'config_path = "~/.kube/config"'],
    ['config_paths', 'config_paths = ["~/.kube/config"]'],
    ['client_certificate_path', 'client_certificate_path = "/x"'],
    ['plugins_path', 'plugins_path = "./plugins"'],
    ['credentials', 'credentials = "/var/run/key.json"'],
    ['credentials', 'credentials = jsonencode({ type = "external_account" })'],
  ])('with %s by %s is refused', async (setting, settings) => {
    await expect(checkProvider(settings)).rejects.toThrow(
      new RegExp(
        `^main\\.tf:\\d+: "${setting}" of the provider "any" may run a program or read a file.*{module: "archive", externalData: true}.*rule: externalData`,
        'm',
      ),
    );
    const allow = [{ module: 'archive', externalData: true }];
    const warnings = await checkProvider(settings, { allow });
    expect(warnings.join()).not.toContain('externalData');
  });

  it.each<[string, Record<string, string> | string]>([
    [
      'in parentheses',
      'provider "any" {\n  kubernetes = { (local.e) = {} }\n}',
    ],
    ['in both', 'provider "any" {\n  kubernetes = { ("exec") = {} }\n}'],
    ['of parts', 'provider "any" {\n  kubernetes = { "ex${local.e}" = {} }\n}'],
    [
      'by a directive',
      'provider "any" {\n  kubernetes = { "%{ if true }exec%{ endif }" = {} }\n}',
    ],
    [
      'in JSON',
      {
        'a.tf.json':
          '{"provider": {"any": {"kubernetes": {"${local.e}": {"host": "id"}}}}}',
      },
    ],
    ['in escapes', 'provider "any" {\n  kubernetes = { "ex\\u0065c" = {} }\n}'],
  ])('with a name that is put together %s is refused', async (_how, files) => {
    await expect(check(files, { policy })).rejects.toThrow(
      /of the provider "any" may run a program .*rule: externalData/,
    );
  });

  it.each([
    'region = "eu-central-1"\n  profile = var.profile',
    'default_tags {\n  tags = { (var.tag) = "queue" }\n}',
    'host = var.host\n  cluster_ca_certificate = base64decode(var.ca)',
    'kubernetes {\n  host = var.host\n}',
    'config_path = null',
    'default_tags {\n  tags = { module_path = "queue" }\n}',
    'base_path = "/auth"\n  path = "kv"',
  ])('with %s runs', async settings => {
    expect(await checkProvider(settings)).toEqual([]);
  });
});

it('warns of credentials that stand in clear', async () => {
  expect(
    await check(
      'provider "aws" {\n  region     = "x"\n  secret_key = "abc"\n  token      = var.t\n}',
    ),
  ).toEqual([
    expect.stringMatching(/^main\.tf:3: secret_key of the provider "aws"/),
  ]);
});

describe('what is allowed for modules of one place', () => {
  const policy: TrustPolicy = {
    allow: [
      {
        module: 'platform:legacy-*',
        provisioners: true,
        externalData: true,
        providers: ['hashicorp/external'],
      },
      { module: 'https://git.example/team/*', provisioners: true },
    ],
  };

  it.each([
    'platform:legacy-dns',
    'https://git.example/team/a',
    'https://git.example/team/a//folder/b',
  ])('holds for %s', async origin => {
    expect(await check(PROGRAM, { policy, origin })).toEqual([]);
  });

  it.each([
    'platform:dns-legacy-x',
    'platform:other',
    'archive',
    'https://git.example/team/a/b',
    'https://git.example/evil//https://git.example/team/a',
  ])('holds not for %s', async origin => {
    await expect(check(PROGRAM, { policy, origin })).rejects.toThrow(
      `{module: "${origin}", provisioners: true}`,
    );
  });

  it('is not what the module says of itself', async () => {
    const files = {
      'main.tf': `# platform:legacy-dns\n${PROGRAM}`,
      'README.md': 'platform:legacy-dns',
    };
    await expect(check(files, { policy })).rejects.toThrow('provisioners');
  });

  it('lets a program say what is so, with the provider for it', async () => {
    const text = 'data "external" "x" {\n  program = ["id"]\n}';
    const origin = 'platform:legacy-dns';
    expect(await check(text, { policy, origin })).toEqual([]);
    const listed = { providers: ['hashicorp/*'] };
    await expect(check(text, { policy: listed, origin })).rejects.toThrow(
      'externalData: true',
    );
  });
});

describe('what init brings', () => {
  const SOURCE = 'git::https://git.example/platform/queue.git?ref=v1';
  let data: string;
  beforeEach(() => {
    data = path.join(root, 'data');
  });

  function bring(
    modules: { Key: string; Source: string; Dir: string }[],
    files: Record<string, string>,
  ) {
    write(files, 'data/modules');
    write(
      {
        'modules.json': JSON.stringify({
          Modules: [{ Key: '', Source: '', Dir: '.' }, ...modules],
        }),
      },
      'data/modules',
    );
  }

  const checkFetched = (main = call(SOURCE), policy = POLICY) =>
    requireFetchedTrusted(
      { folder: write({ 'main.tf': main }), origin: 'archive', policy },
      data,
    );
  const one = { Key: 'm', Source: SOURCE, Dir: '../data/modules/m' };
  const TAGGED = { 'm/.git/packed-refs': `${REF} refs/tags/v1\n` };

  it('is read by the same rules', async () => {
    bring([one], {
      ...TAGGED,
      'm/main.tf': 'resource "terraform_data" "a" {}',
    });
    expect(await checkFetched()).toEqual([]);
    bring([one], { ...TAGGED, 'm/main.tf': PROGRAM });
    await expect(checkFetched()).rejects.toThrow('the module "m": main.tf:2');
  });

  it('is allowed what its own place is', async () => {
    bring([one], { ...TAGGED, 'm/main.tf': PROGRAM });
    const allow = [
      { module: 'https://git.example/platform/queue', provisioners: true },
    ];
    expect(await checkFetched(undefined, { ...POLICY, allow })).toEqual([]);
    await expect(
      checkFetched(`${call(SOURCE)}\n${PROGRAM}`, { ...POLICY, allow }),
    ).rejects.toThrow(/^main\.tf/m);
  });

  it('calls nothing that the first could not', async () => {
    const inner = {
      Key: 'm.n',
      Source: 'git::https://git.example/evil/x?ref=v1',
      Dir: '../data/modules/m.n',
    };
    bring([one, inner], {
      ...TAGGED,
      'm/main.tf': call(inner.Source),
      'm.n/main.tf': '',
      'm.n/.git/refs/tags/v1': REF,
    });
    await expect(checkFetched()).rejects.toThrow(
      '"https://git.example/evil/x" is not on the list',
    );
  });

  it('is a branch when it says so itself', async () => {
    bring([one], {
      'm/main.tf': '',
      'm/.git/packed-refs': `${REF} refs/remotes/origin/v1\n`,
    });
    await expect(checkFetched()).rejects.toThrow(
      '"v1" is no tag of its repository',
    );
    bring([one], {
      'm/main.tf': '',
      'm/.git/packed-refs': `${REF} refs/remotes/origin/v1\n${REF} refs/tags/v1\n`,
    });
    await expect(checkFetched()).rejects.toThrow('no tag');
  });

  it('holds no provider that nobody may use', async () => {
    bring([], { '../providers/registry.terraform.io/evil/x/1.0.0/a': '' });
    await expect(checkFetched('')).rejects.toThrow(
      'the provider "evil/x" is not on the list',
    );
  });

  it('is read whole: a module that nobody was seen to call is refused', async () => {
    bring([{ Key: 'x', Source: './x', Dir: '../data/modules/hidden' }], {
      'hidden/main.tf': PROGRAM,
    });
    await expect(checkFetched('')).rejects.toThrow('did not find who calls it');
  });
});
