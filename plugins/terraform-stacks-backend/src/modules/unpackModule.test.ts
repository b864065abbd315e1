import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from '../__testUtils__/StacksTestPlatform';
import { withModule } from './unpackModule';

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'tp-pack-'));
  fs.mkdirSync(path.join(root, 'module'));
  fs.writeFileSync(path.join(root, 'module/main.tf'), '# it');
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const source = () => path.join(root, 'module');
const read = (archive: string) =>
  withModule(archive, folder =>
    fs.readFileSync(path.join(folder, 'main.tf'), 'utf8'),
  );

it('is there for as long as it is needed', async () => {
  expect(await read(pack(source()))).toBe('# it');
  const gone = await withModule(pack(source()), folder => folder);
  expect(fs.existsSync(gone)).toBe(false);
});

it.each<[string, () => string, RegExp]>([
  ['no archive', () => 'AAAA', /no archive packed by gzip/],
  [
    'no tar',
    () => gzipSync(Buffer.alloc(2048, 'x')).toString('base64'),
    /no tar/,
  ],
  [
    'a link, which could show any file of the machine',
    () => {
      fs.symlinkSync('/etc/passwd', path.join(source(), 'users.tf'));
      return pack(source());
    },
    /users.tf", which is neither a file nor a folder but SymbolicLink/,
  ],
  [
    'a second name of a file',
    () => {
      fs.linkSync(
        path.join(source(), 'main.tf'),
        path.join(source(), 'other.tf'),
      );
      return pack(source());
    },
    /which is neither a file nor a folder but Link/,
  ],
  [
    'a way out of it',
    () => {
      fs.writeFileSync(path.join(root, 'evil.tf'), '');
      return pack(source(), ['../evil.tf'], { preservePaths: true });
    },
    /"..\/evil.tf", which leads out of it/,
  ],
  [
    'a place on the machine',
    () =>
      pack(root, [path.join(root, 'module/main.tf')], { preservePaths: true }),
    /which leads out of it/,
  ],
  [
    'little that becomes much',
    () => {
      fs.writeFileSync(path.join(source(), 'zero'), Buffer.alloc(60 << 20));
      return pack(source());
    },
    /is too large: a module has at most 5 MiB packed, 50 MiB unpacked/,
  ],
])('is refused when it is, or holds, %s', async (_what, archive, words) => {
  await expect(read(archive())).rejects.toThrow(words);
});
