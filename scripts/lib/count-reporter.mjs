// A reporter of Node's test runner that writes one line: the counts of the whole run.
export default async function* countReporter(events) {
  for await (const { type, data } of events) {
    if (type === 'test:summary' && data.file === undefined) {
      yield `${JSON.stringify(data.counts)}\n`;
    }
  }
}
