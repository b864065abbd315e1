/** What the ending of an apply says of one thing. */
interface ToldThing {
  thing: string;
  action: string;
  /** Nobody saw its end, and the state has it. */
  saved: boolean;
}

export interface ToldEnding {
  complete: ToldThing[];
  failed: ToldThing[];
  unknown: ToldThing[];
}

const ONE = /terraform_data\.thing\["([^"]+)"\] \(([a-z]+)((?:; [^();]+)*)\)/g;

/** Reads what people are told, line by line. */
export function readEnding(words: string[]): ToldEnding {
  const told = (start: string) =>
    words
      .filter(line => line.startsWith(`${start}: `))
      .flatMap(line => [...line.matchAll(ONE)])
      .map(([, thing, action, notes]) => ({
        ...{ thing, action },
        saved: notes.includes('found in the state'),
      }));
  return {
    complete: told('complete'),
    failed: told('failed'),
    unknown: told('unknown how they ended'),
  };
}
