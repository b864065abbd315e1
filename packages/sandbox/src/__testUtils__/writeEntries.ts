// Writes entries of sign-in for ever to the folder it is given, and prints each number once it is
// on the disk.
import { EntryStore } from '../sign-in/EntryStore.ts';

const FILLER = 'x'.repeat(200_000);

async function writeForEver(folder: string): Promise<never> {
  const store = await EntryStore.open(folder, console.error);
  for (let number = 0; ; number++) {
    await store.put({
      model: 'RefreshToken',
      id: 'same',
      payload: { number, filler: FILLER },
    });
    const id = String(number % 5);
    await store.put({ model: 'Session', id, payload: { number } });
    console.log(number);
  }
}

void writeForEver(process.argv[2]);
