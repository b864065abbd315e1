import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { StillClock } from '@towpath/clock/testing';
import { DefinitionFolder } from './DefinitionFolder';
import { shelfDefinition } from '../__testUtils__/shelfDefinition';

const SHELF = shelfDefinition();

const folder = createMockDirectory();
const clock = new StillClock();
const logger = mockServices.logger.mock();

it('notes how many files are not understood, while what they said before holds', async () => {
  folder.setContent({ 'shelf.yaml': SHELF, 'notes.txt': 'Not one of them' });
  const shelves = new DefinitionFolder({
    folders: [folder.path],
    ...{ clock, logger },
  });
  const write = (text: string) => {
    folder.addContent({ 'shelf.yaml': text });
    clock.advance(60_000);
  };
  expect(await shelves.note()).toBeUndefined();

  write(SHELF.replace('driver: shelf', 'driver: ['));
  expect(await shelves.note()).toBe(
    'Files of resource definitions that are not understood: 1. What they said before holds, as the page Types tells',
  );
  expect((await shelves.get()).definitions.get('shelf')).toBeDefined();
  expect(logger.error).toHaveBeenCalledWith(
    expect.stringContaining('shelf.yaml'),
  );

  write(SHELF);
  expect(await shelves.note()).toBeUndefined();
});
