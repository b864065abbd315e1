// A reporter of Node's test runner that writes one JSON document at the end: the counts of
// the whole run, how long each file took, and which tests were left out, and why.
export default async function* summaryReporter(events) {
  const summary = { files: [], leftOut: [] };
  for await (const { type, data } of events) {
    if (type === 'test:pass' && data.skip !== undefined) {
      summary.leftOut.push({ name: data.name, why: data.skip });
    }
    if (type !== 'test:summary') continue;
    if (data.file === undefined) summary.counts = data.counts;
    else summary.files.push({ file: data.file, ms: data.duration_ms });
  }
  yield JSON.stringify(summary);
}
