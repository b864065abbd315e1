import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Folder } from '../__testUtils__/runCommand';
import { readSource } from './readSource';

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
  folder.write('secret/key.txt', 'secret');
  folder.write('app/near.txt', 'near');
  folder.write('app/below/deep.txt', 'deep');
  folder.write('app/score.yaml', '');
});
afterEach(() => folder.remove());

const at = (...parts: string[]) => join(folder.path, ...parts);
const link = (from: string, to: string) => symlinkSync(to, at(from));
const read = (source: string, scoreFile = 'app/score.yaml') =>
  Buffer.from(readSource(source, at(scoreFile))).toString();

const LINK_OUT =
  'it lies outside of the folder of the Score file: it is a link that leads there';

describe('what a source names', () => {
  it.each([
    ['near.txt', 'near'],
    ['./near.txt', 'near'],
    ['below/../near.txt', 'near'],
    ['below/deep.txt', 'deep'],
  ])('is read inside the folder of the Score file: %s', (source, text) => {
    expect(read(source)).toBe(text);
  });

  it('may be a link that stays inside', () => {
    link('app/other.txt', 'below/deep.txt');
    link('app/folder', 'below');

    expect(read('other.txt')).toBe('deep');
    expect(read('folder/deep.txt')).toBe('deep');
  });

  it('lies beside the Score file also where its folder is reached by a link', () => {
    link('shortcut', 'app');

    expect(read('near.txt', 'shortcut/score.yaml')).toBe('near');
  });

  it('is no link to a file outside, however it gets there', () => {
    link('app/one.txt', '../secret/key.txt');
    link('app/whole.txt', at('secret/key.txt'));
    link('app/two.txt', 'one.txt');
    link('app/folder', '../secret');
    link('app/root', '/');

    for (const source of [
      'one.txt',
      'whole.txt',
      'two.txt',
      'folder/key.txt',
      'root/etc/hostname',
    ]) {
      expect(() => read(source)).toThrow(LINK_OUT);
    }
  });

  it('is no file beside a Score file that is itself a link', () => {
    mkdirSync(at('elsewhere'));
    link('elsewhere/score.yaml', '../app/score.yaml');

    expect(() => read('near.txt', 'elsewhere/score.yaml')).toThrow(
      'there is no such file',
    );
  });

  it.each([
    [
      '../secret/key.txt',
      'outside of the folder of the Score file: it leads up',
    ],
    ['below/../../secret/key.txt', 'it leads up'],
    ['../app-2/x', 'it leads up'],
    ['/etc/hostname', 'it is an absolute path'],
    ['nowhere.txt', 'there is no such file'],
    ['near.txt/x', 'ENOTDIR'],
    ['below', 'it is a folder'],
    ['.', 'it is a folder'],
  ])('is refused with the reason: %s', (source, why) => {
    expect(() => read(source)).toThrow(why);
  });

  it('is refused where links go in a circle', () => {
    link('app/a', 'b');
    link('app/b', 'a');

    expect(() => read('a')).toThrow('it is a link that leads back to itself');
  });

  it('is no pipe, which would keep the command waiting for ever', () => {
    execFileSync('mkfifo', [at('app/pipe')]);

    expect(() => read('pipe')).toThrow('it is not a plain file');
  });
});
